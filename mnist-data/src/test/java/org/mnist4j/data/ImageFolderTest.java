package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mnist4j.data.DataFormatAssert.assertRefused;
import static org.mnist4j.data.IdxBytes.write;
import static org.mnist4j.data.ImageBytes.grey;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.data.DataFormatException.Reason;

class ImageFolderTest {

    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void createRoot() throws IOException {
        root = Files.createDirectory(temp.resolve("pets"));
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    private void writeCatsAndDogs() throws IOException {
        write(folder("dog"), "1.png", grey(2, 1, 50, 60));
        write(folder("cat"), "b.png", grey(2, 1, 30, 40));
        write(folder("cat"), "a.png", grey(2, 1, 10, 20));
    }

    @Test
    void classesAndImages_areSortedByName() throws IOException {
        writeCatsAndDogs();
        ImageDataset dataset = ImageDataset.fromImageFolder(root);

        assertThat(dataset).hasToString("pets: 3 images 1x2x1, 2 classes");
        assertThat(dataset.classNames()).containsExactly("cat", "dog");
        assertThat(dataset.labels()).containsExactly(0, 0, 1);
        assertThat(dataset.pixels(0)).containsExactly(10, 20);
        assertThat(dataset.pixels(1)).containsExactly(30, 40);
        assertThat(dataset.pixels(2)).containsExactly(50, 60);
    }

    @Test
    void colour_isKeptOnDemand() throws IOException {
        writeCatsAndDogs();
        ImageDataset dataset = ImageDataset.fromImageFolder(root, 3);

        assertThat(dataset.shape()).isEqualTo(ImageShape.of(1, 2, 3));
        assertThat(dataset.pixels(0)).containsExactly(10, 10, 10, 20, 20, 20);
        assertThatIllegalArgumentException().isThrownBy(() -> ImageDataset.fromImageFolder(root, 2));
    }

    @Test
    void hiddenEntriesAndFilesBesideTheClasses_areIgnored() throws IOException {
        writeCatsAndDogs();
        write(root, "README.md", new byte[] {1});
        write(root.resolve("cat"), ".DS_Store", new byte[] {1});
        folder(".cache");

        assertThat(ImageDataset.fromImageFolder(root).classNames()).containsExactly("cat", "dog");
    }

    @Test
    void leftoversOfFileBrowsersAndArchives_areIgnored() throws IOException {
        writeCatsAndDogs();
        for (String name : new String[] {"Thumbs.db", "desktop.ini", "ehthumbs.db", "._a.png"}) {
            write(root.resolve("cat"), name, new byte[] {1});
        }
        folder("__MACOSX");

        assertThat(ImageDataset.fromImageFolder(root).classCounts()).containsExactly(2, 1);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such names")
    void iconOfAMacFolder_isIgnored() throws IOException {
        writeCatsAndDogs();
        write(root.resolve("cat"), "Icon\r", new byte[0]);

        assertThat(ImageDataset.fromImageFolder(root).classCounts()).containsExactly(2, 1);
    }

    @Test
    void tooLongOrBlankClassName_isRefused() throws IOException {
        writeCatsAndDogs();
        Path longest = folder("x".repeat(200));
        assertThat(ImageDataset.fromImageFolder(root).classNames()).endsWith("x".repeat(200));
        Files.delete(longest);

        Path longer = folder("x".repeat(201));
        assertRefused(() -> ImageDataset.fromImageFolder(root), Reason.FILE_NAME, longer)
                .contains("of 1 to 200 characters", "a name of 201 characters", "rename the folder");
        Files.delete(longer);

        // Windows drops a space at the end of a name.
        Path blank = folder(File.separatorChar == '/' ? " " : "\u3000");
        assertRefused(() -> ImageDataset.fromImageFolder(root), Reason.FILE_NAME, blank)
                .contains("found blank");
    }

    @Test
    void emptyClass_keepsItsPlace() throws IOException {
        writeCatsAndDogs();
        folder("cow");

        assertThat(ImageDataset.fromImageFolder(root).classCounts()).containsExactly(2, 0, 1);
    }

    @Test
    void imageOfAnotherSize_isTheOneNamed() throws IOException {
        writeCatsAndDogs();
        Path odd = write(root.resolve("cat"), "c.png", grey(1, 2, 1, 2));

        assertRefused(() -> ImageDataset.fromImageFolder(root), Reason.IMAGE_SIZE, odd.toRealPath())
                .contains("expected 1x2x1", "found 2x1x1", "a.png");
    }

    @Test
    void nonImageFile_isRejected() throws IOException {
        writeCatsAndDogs();
        Path notes = write(root.resolve("dog"), "notes.txt", new byte[] {'h', 'i'});

        assertRefused(() -> ImageDataset.fromImageFolder(root), Reason.IMAGE_UNSUPPORTED, notes);
    }

    @Test
    void folderWithinAClass_isRefused() throws IOException {
        writeCatsAndDogs();
        Path nested = folder("dog/puppies");

        assertRefused(() -> ImageDataset.fromImageFolder(root), Reason.NOT_A_FILE, nested);
    }

    @Test
    void foldersWithoutClassesOrImages_areRefused() throws IOException {
        assertRefused(() -> ImageDataset.fromImageFolder(root), Reason.EMPTY_DATA, root)
                .contains("0 folders");
        folder("cat");
        assertRefused(() -> ImageDataset.fromImageFolder(root), Reason.LIMIT, root)
                .contains("1 folders");
        folder("dog");
        assertRefused(() -> ImageDataset.fromImageFolder(root), Reason.EMPTY_DATA, root)
                .contains("2 empty folders");
        Path nothing = temp.resolve("nothing");
        assertRefused(() -> ImageDataset.fromImageFolder(nothing), Reason.NOT_FOUND, nothing);
    }

    @Test
    void linkOutOfTheRoot_isRefused() throws IOException {
        writeCatsAndDogs();
        Path outside = write(temp, "outside.png", grey(2, 1, 1, 2));
        Path link = Files.createSymbolicLink(root.resolve("cat/link.png"), outside);

        assertRefused(() -> ImageDataset.fromImageFolder(root), Reason.PATH, link)
                .contains("outside.png");
    }

    @Test
    void linkBackToTheRoot_loop_orToNothing_isRefused() throws IOException {
        writeCatsAndDogs();
        Path link = root.resolve("cow");

        for (Path target : new Path[] {root, temp, link, root.resolve("gone")}) {
            Files.createSymbolicLink(link, target);
            assertRefused(() -> ImageDataset.fromImageFolder(root), Reason.PATH, link);
            Files.delete(link);
        }
    }

    @Test
    void linkWithinTheRoot_andRootThatIsALink_areFollowed() throws IOException {
        writeCatsAndDogs();
        Files.createSymbolicLink(root.resolve("dog/2.png"), root.resolve("cat/a.png"));
        Path alias = Files.createSymbolicLink(temp.resolve("alias"), root);

        assertThat(ImageDataset.fromImageFolder(alias).classCounts()).containsExactly(2, 2);
    }

    @Test
    void trainAndTest_areReadTogether() throws IOException {
        for (String part : new String[] {"train", "test"}) {
            write(folder(part + "/cat"), "1.png", grey(2, 1, 10, 20));
            write(folder(part + "/dog"), "1.png", grey(2, 1, 30, 40));
        }
        TrainTest both = ImageDataset.fromImageDirectory(root);

        assertThat(both.train()).hasToString("pets-train: 2 images 1x2x1, 2 classes");
        assertThat(both.test()).hasToString("pets-test: 2 images 1x2x1, 2 classes");
    }

    @Test
    void files_areRelativeToTheDirectoryThatWasRead() throws IOException {
        for (String part : new String[] {"train", "test"}) {
            write(folder(part + "/cat"), "1.png", grey(2, 1, 10, 20));
            write(folder(part + "/=dog"), "a, b.png", grey(2, 1, 30, 40));
        }

        TrainTest both = ImageDataset.fromImageDirectory(root);
        ImageDataset test = ImageDataset.fromImageFolder(root.resolve("test"));

        assertThat(files(both.train())).containsExactly("train/=dog/a, b.png", "train/cat/1.png");
        assertThat(files(both.test())).containsExactly("test/=dog/a, b.png", "test/cat/1.png");
        assertThat(files(test)).containsExactly("=dog/a, b.png", "cat/1.png");
        assertThat(test.fingerprint()).isEqualTo(both.test().fingerprint());
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> test.file(2));
    }

    @Test
    void files_goWithTheirImages() throws IOException {
        for (int i = 0; i < 8; i++) {
            write(folder("cat"), i + ".png", grey(1, 1, i));
            write(folder("dog"), i + ".png", grey(1, 1, 10 + i));
        }
        ImageDataset whole = ImageDataset.fromImageFolder(root);
        Split split = whole.stratifiedSplit(0.25, 7);

        assertThat(files(whole.take(2))).containsExactly("cat/0.png", "cat/1.png");
        assertThat(files(whole.subset(9, 0, 9))).containsExactly("dog/1.png", "cat/0.png", "dog/1.png");
        assertThat(files(whole.withName("pets"))).isEqualTo(files(whole));
        for (ImageDataset part :
                List.of(split.train(), split.validation(), whole.split(0.5, 7).train())) {
            for (int i = 0; i < part.size(); i++) {
                int value = part.pixel(i, 0, 0, 0);
                assertThat(part.file(i)).hasValue((value < 10 ? "cat/" : "dog/") + value % 10 + ".png");
            }
        }
    }

    @Test
    void imagesFromArrays_haveNoFiles() {
        ImageDataset images =
                ImageDataset.of("arrays", ImageShape.of(1, 1, 1), ClassNames.DIGITS, new byte[2], new int[] {0, 1});

        assertThat(images.file(1)).isEmpty();
        assertThat(images.subset(1).take(1).file(0)).isEmpty();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> images.file(2));
    }

    private static List<String> files(ImageDataset images) {
        return IntStream.range(0, images.size())
                .mapToObj(i -> images.file(i).orElseThrow())
                .toList();
    }

    @Test
    void trainAndTestThatDiffer_areRefused() throws IOException {
        write(folder("train/cat"), "1.png", grey(2, 1, 10, 20));
        folder("train/dog");
        write(folder("test/cat"), "1.png", grey(1, 1, 10));
        Path test = folder("test");
        folder("test/cow");

        assertRefused(() -> ImageDataset.fromImageDirectory(root), Reason.CLASS_MISMATCH, test)
                .contains("[cat, dog]", "[cat, cow]");
        Files.delete(root.resolve("test/cow"));
        folder("test/dog");
        assertRefused(() -> ImageDataset.fromImageDirectory(root), Reason.IMAGE_SIZE, test)
                .contains("1x2x1", "1x1x1");
        Files.delete(root.resolve("train/dog"));
        assertRefused(() -> ImageDataset.fromImageDirectory(root), Reason.LIMIT, root.resolve("train"));
    }
}
