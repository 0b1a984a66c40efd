package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mnist4j.data.DataFormatAssert.assertRefused;
import static org.mnist4j.data.IdxBytes.write;
import static org.mnist4j.data.ImageBytes.grey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.DataFormatException.Reason;

class DataDirectoryTest {

    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void createRoot() throws IOException {
        root = Files.createDirectory(temp.resolve("pets"));
    }

    /** Images of 2 x 1 pixels, of which the first numbers the image and the second its class. */
    private void writeClasses(String part, int cats, int dogs) throws IOException {
        Path folder = root.resolve(part);
        Path cat = Files.createDirectories(folder.resolve("cat"));
        Path dog = Files.createDirectories(folder.resolve("dog"));
        for (int i = 0; i < cats; i++) {
            write(cat, (10 + i) + ".png", grey(2, 1, i, 0));
        }
        for (int i = 0; i < dogs; i++) {
            write(dog, (10 + i) + ".png", grey(2, 1, i, 1));
        }
    }

    private static void writeMnist(Path dir) {
        write(dir, "train-images-idx3-ubyte", IdxBytes.images(3));
        write(dir, "train-labels-idx1-ubyte", IdxBytes.labels(7, 8, 9));
        write(dir, "t10k-images-idx3-ubyte", IdxBytes.images(1));
        write(dir, "t10k-labels-idx1-ubyte", IdxBytes.labels(0));
    }

    @ParameterizedTest
    @CsvSource({
        "train,test",
        "Train,Test",
        "TRAIN,TEST",
        "training,testing",
        "Training,test",
        "train,val",
        "train,Valid",
        "training,validation"
    })
    void partsByTheirUsualNames_areRead(String train, String test) throws IOException {
        writeClasses(train, 2, 1);
        writeClasses(test, 1, 1);

        LoadedData data = DataDirectory.at(root).load();

        assertThat(data.images().train()).hasToString("pets-train: 3 images 1x2x1, 2 classes");
        assertThat(data.images().test()).hasToString("pets-test: 2 images 1x2x1, 2 classes");
        assertThat(data.reading()).isEqualTo(DataReading.STRICT);
        assertThat(data.skipped()).isEmpty();
        assertThat(data.leftovers()).isZero();
        assertThat(ImageDataset.fromImageDirectory(root).test().fingerprint())
                .isEqualTo(data.images().test().fingerprint());
    }

    @Test
    void validationFolderBesideATestFolder_isNotRead() throws IOException {
        writeClasses("train", 2, 1);
        writeClasses("test", 1, 1);
        writeClasses("val", 7, 7);

        assertThat(DataDirectory.at(root).load().images().test().size()).isEqualTo(2);
    }

    @Test
    void twoTrainingFolders_areAmbiguous_alsoBesideClasses() throws IOException {
        writeClasses("train", 2, 1);
        writeClasses("Training", 2, 1);
        writeClasses("test", 1, 1);

        assertRefused(() -> DataDirectory.at(root).load(), Reason.AMBIGUOUS, root)
                .contains("one folder of training images", "[Training, train]", "keep one of them");
    }

    @Test
    void imagesBesideIdxFiles_areAmbiguous() throws IOException {
        writeClasses("train", 2, 1);
        writeClasses("test", 1, 1);
        writeMnist(root);

        assertRefused(() -> DataDirectory.at(root).load(), Reason.AMBIGUOUS, root)
                .contains("IDX files, and the folders train and test");
        assertThat(DataDirectory.at(root)
                        .family("mnist")
                        .load()
                        .images()
                        .train()
                        .size())
                .isEqualTo(3);
        assertThat(ImageDataset.fromImageDirectory(root).train().size()).isEqualTo(3);
    }

    @Test
    void idxFiles_areReadAsByTheirOwnMethod() {
        writeMnist(root);

        assertThat(DataDirectory.at(root).load().images().train().fingerprint())
                .isEqualTo(ImageDataset.fromIdxDirectory(root).train().fingerprint());
        assertRefused(() -> DataDirectory.at(root).split(0.5, 1).load(), Reason.AMBIGUOUS, root)
                .contains("without a test set", "the IDX files of pets", "omit the split");
    }

    @Test
    void classFoldersWithoutParts_areReadOnlyWithASplit() throws IOException {
        writeClasses("", 10, 5);

        assertRefused(() -> DataDirectory.at(root).load(), Reason.NOT_FOUND, root)
                .contains("the folders train and test", "[cat, dog]", "--split 0.2", "DataDirectory.split(0.2, seed)")
                .doesNotContain("idx", "IDX");
        LoadedData data = DataDirectory.at(root).split(0.2, 42).load();

        assertThat(data.images().train()).hasToString("pets-train: 12 images 1x2x1, 2 classes");
        assertThat(data.images().train().classCounts()).containsExactly(8, 4);
        assertThat(data.images().test().classCounts()).containsExactly(2, 1);
        assertThat(data.reading()).isEqualTo(new DataReading(OptionalDouble.of(0.2), 42, false, false));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -7, Long.MAX_VALUE})
    void split_isAPartitionThatFollowsFromTheSeed(long seed) throws IOException {
        writeClasses("", 20, 30);
        ImageDataset all = ImageDataset.fromImageFolder(root);

        TrainTest split = DataDirectory.at(root).split(0.3, seed).load().images();
        TrainTest again = DataDirectory.at(root)
                .reading(new DataReading(OptionalDouble.of(0.3), seed, false, false))
                .load()
                .images();
        TrainTest other = DataDirectory.at(root).split(0.3, seed + 1).load().images();

        assertThat(again.train().fingerprint()).isEqualTo(split.train().fingerprint());
        assertThat(again.test().fingerprint()).isEqualTo(split.test().fingerprint());
        assertThat(other.test().fingerprint()).isNotEqualTo(split.test().fingerprint());
        assertThat(split.test().classCounts()).containsExactly(6, 9);
        assertThat(IntStream.concat(numbers(split.train()), numbers(split.test()))
                        .sorted())
                .containsExactlyElementsOf(numbers(all).sorted().boxed().toList());
    }

    private static IntStream numbers(ImageDataset images) {
        return IntStream.range(0, images.size()).map(i -> 1000 * images.label(i) + images.pixel(i, 0, 0, 0));
    }

    @Test
    void splitOfAFolderWithATestSet_isRefused() throws IOException {
        writeClasses("Train", 2, 1);
        writeClasses("val", 1, 1);

        assertRefused(() -> DataDirectory.at(root).split(0.2, 1).load(), Reason.AMBIGUOUS, root)
                .contains("the folders Train and val", "omit the split");
    }

    @Test
    void trainingFolderAlone_isToBeSplitItself() throws IOException {
        writeClasses("train", 4, 4);
        Path train = root.resolve("train");

        for (DataDirectory folder :
                List.of(DataDirectory.at(root), DataDirectory.at(root).split(0.5, 1))) {
            assertRefused(folder::load, Reason.NOT_FOUND, root)
                    .contains("the folders [train]", "add the other part beside train", "split " + train);
        }
        assertThat(DataDirectory.at(train).split(0.5, 1).load().images().test().size())
                .isEqualTo(4);
    }

    /** A class of trains, or a folder of training images: the split tells. */
    @Test
    void classCalledTrain_isAClassWithASplit() throws IOException {
        writeClasses("", 4, 4);
        write(Files.createDirectory(root.resolve("train")), "1.png", grey(2, 1, 1, 1));

        assertRefused(() -> DataDirectory.at(root).load(), Reason.NOT_FOUND, root)
                .contains("[cat, dog, train]", "add the other part beside train, or split " + root);
        assertThat(DataDirectory.at(root).split(0.5, 1).load().images().train().classNames())
                .containsExactly("cat", "dog", "train");
    }

    @Test
    void folderOfNothing_isToldWhatADataSetIs() throws IOException {
        assertRefused(() -> DataDirectory.at(root).load(), Reason.NOT_FOUND, root)
                .contains("the folders train and test", "train-images-idx3-ubyte", "an empty directory");
        assertRefused(() -> DataDirectory.at(root).split(0.2, 1).load(), Reason.NOT_FOUND, root);
        write(root, "cat.png", grey(2, 1, 1, 1));
        assertRefused(() -> DataDirectory.at(root).load(), Reason.NOT_FOUND, root)
                .contains("[cat.png]");
        Path nothing = temp.resolve("nothing");
        assertRefused(() -> DataDirectory.at(nothing).load(), Reason.NOT_FOUND, nothing);
    }

    @Test
    void oneImage_cannotBeSplit() throws IOException {
        writeClasses("", 1, 0);

        assertRefused(() -> DataDirectory.at(root).split(0.5, 1).load(), Reason.EMPTY_DATA, root)
                .contains("at least 2 images");
    }

    @Test
    void hiddenFilesAndLeftovers_areCountedOnce() throws IOException {
        writeClasses("train", 2, 1);
        writeClasses("test", 1, 1);
        byte[] any = {1};
        List<String> names = List.of(".DS_Store", "Thumbs.db", "thumbs.db", "desktop.ini", "._10.png", "ehthumbs.db");
        for (String name : names) {
            write(root, name, any);
            write(root.resolve("train"), name, any);
            write(root.resolve("test/dog"), name, any);
        }
        write(Files.createDirectories(root.resolve("__MACOSX/train/cat")), "._10.png", any);
        Files.createDirectory(root.resolve("train/__MACOSX"));
        Files.createDirectory(root.resolve("train/@eaDir"));

        LoadedData data = DataDirectory.at(root).load();

        assertThat(data.leftovers()).isEqualTo(3 * names.size() + 3);
        assertThat(data.images().train().classCounts()).containsExactly(2, 1);
        assertThat(data.images().test().classNames()).containsExactly("cat", "dog");
        Files.move(root.resolve("train"), root.resolve("whole"));
        assertThat(DataDirectory.at(root.resolve("whole")).split(0.5, 1).load().leftovers())
                .isEqualTo(names.size() + 2);
    }

    @Test
    void unreadableImages_areRefusedByName_orSkippedAndListed() throws IOException {
        writeClasses("train", 2, 1);
        writeClasses("test", 1, 1);
        Path cat = root.resolve("train/cat");
        Path empty = write(cat, "00.png", new byte[0]);
        byte[] whole = grey(2, 1, 1, 1);
        write(root.resolve("test/dog"), "99.png", Arrays.copyOf(whole, whole.length - 20));
        write(root.resolve("test/dog"), "notes.txt", new byte[] {'h', 'i'});

        assertRefused(() -> DataDirectory.at(root).load(), Reason.IMAGE_UNSUPPORTED, empty)
                .contains("an empty file");
        LoadedData data = DataDirectory.at(root).skipUnreadable().load();

        assertThat(data.skipped())
                .extracting(SkippedFile::file)
                .containsExactly("train/cat/00.png", "test/dog/99.png", "test/dog/notes.txt");
        assertThat(data.skipped())
                .extracting(SkippedFile::reason)
                .containsExactly(Reason.IMAGE_UNSUPPORTED, Reason.IMAGE_CORRUPT, Reason.IMAGE_UNSUPPORTED);
        assertThat(data.skipped().get(0).found()).isEqualTo("an empty file");
        assertThat(data.reading().skipUnreadable()).isTrue();
        Files.delete(empty);
        Files.delete(root.resolve("test/dog/99.png"));
        Files.delete(root.resolve("test/dog/notes.txt"));
        TrainTest clean = DataDirectory.at(root).load().images();
        assertThat(data.images().train().fingerprint()).isEqualTo(clean.train().fingerprint());
        assertThat(data.images().test().fingerprint()).isEqualTo(clean.test().fingerprint());
    }

    @Test
    void whatIsNoUnreadableImage_isNotSkipped() throws IOException {
        writeClasses("", 2, 2);
        DataDirectory folder = DataDirectory.at(root).skipUnreadable().split(0.5, 1);

        Path odd = write(root.resolve("dog"), "99.png", grey(1, 1, 1));
        assertRefused(folder::load, Reason.IMAGE_SIZE, odd);
        Files.delete(odd);
        Path nested = Files.createDirectory(root.resolve("dog/inner"));
        assertRefused(folder::load, Reason.NOT_A_FILE, nested);
    }

    @Test
    void nothingButUnreadableImages_isNoDataSet() throws IOException {
        writeClasses("", 0, 0);
        write(root.resolve("cat"), "1.png", new byte[0]);

        assertRefused(
                        () -> DataDirectory.at(root)
                                .skipUnreadable()
                                .split(0.5, 1)
                                .load(),
                        Reason.EMPTY_DATA,
                        root)
                .contains("1 that cannot be read");
    }

    @Test
    void linksToOtherPlaces_areFollowedOnDemand() throws IOException {
        writeClasses("", 2, 2);
        Path cow = Files.createDirectory(temp.resolve("cow"));
        Path outside = write(cow, "1.png", grey(2, 1, 5, 6));
        Path image = Files.createSymbolicLink(root.resolve("cat/99.png"), outside);
        DataDirectory folder = DataDirectory.at(root).split(0.5, 1);

        assertRefused(folder::load, Reason.PATH, image).contains("--follow-links", "DataDirectory.followLinks()");
        Files.createSymbolicLink(root.resolve("cow"), cow);
        TrainTest followed = folder.followLinks().load().images();

        assertThat(followed.train().classNames()).containsExactly("cat", "cow", "dog");
        assertThat(followed.train().size() + followed.test().size()).isEqualTo(6);
        for (Path target : new Path[] {root, temp, root.resolve("gone")}) {
            Path link = Files.createSymbolicLink(root.resolve("back"), target);
            assertRefused(() -> folder.followLinks().load(), Reason.PATH, link);
            Files.delete(link);
        }
    }

    @Test
    void channels_areThoseAskedFor() throws IOException {
        writeClasses("", 2, 2);

        assertThat(DataDirectory.at(root)
                        .channels(3)
                        .split(0.5, 1)
                        .load()
                        .images()
                        .train()
                        .shape())
                .isEqualTo(ImageShape.of(1, 2, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataDirectory.at(root).channels(2));
    }

    @Test
    void settingsThatCannotBe_areRejectedAtOnce() {
        for (double share : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DataDirectory.at(root).split(share, 1))
                    .withMessageContaining("between 0 and 1");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataDirectory.at(root).family("emnist-capitals"))
                .withMessageContaining("emnist-byclass");
    }
}
