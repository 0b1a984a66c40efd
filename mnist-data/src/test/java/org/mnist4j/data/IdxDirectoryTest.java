package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mnist4j.data.DataFormatAssert.assertRefused;
import static org.mnist4j.data.IdxBytes.gzip;
import static org.mnist4j.data.IdxBytes.images;
import static org.mnist4j.data.IdxBytes.labels;
import static org.mnist4j.data.IdxBytes.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.DataFormatException.Reason;

class IdxDirectoryTest {

    @TempDir
    Path temp;

    private Path dir;

    @BeforeEach
    void createDirectory() throws IOException {
        dir = Files.createDirectory(temp.resolve("My-Digits"));
    }

    private static void writeMnist(Path dir) {
        write(dir, "train-images-idx3-ubyte.gz", gzip(images(3)));
        write(dir, "train-labels-idx1-ubyte.gz", gzip(labels(7, 8, 9)));
        write(dir, "t10k-images-idx3-ubyte.gz", gzip(images(1)));
        write(dir, "t10k-labels-idx1-ubyte.gz", gzip(labels(0)));
    }

    private static void writeEmnist(Path dir, String split, int label) {
        for (String part : List.of("train", "test")) {
            write(dir, "emnist-" + split + "-" + part + "-images-idx3-ubyte.gz", gzip(images(2)));
            write(dir, "emnist-" + split + "-" + part + "-labels-idx1-ubyte.gz", gzip(labels(label, label)));
        }
    }

    @Test
    void mnistsNames_areFoundCompressed() {
        writeMnist(dir);
        TrainTest both = ImageDataset.fromIdxDirectory(dir);

        assertThat(both.train()).hasToString("my-digits-train: 3 images 2x3x1, 10 classes");
        assertThat(both.train().labels()).containsExactly(7, 8, 9);
        assertThat(both.train().pixels(0)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(both.test()).hasToString("my-digits-test: 1 images 2x3x1, 10 classes");
    }

    @Test
    void dotsForHyphens_andPlainFiles_areFound() {
        write(dir, "train-images.idx3-ubyte", images(3));
        write(dir, "train-labels.idx1-ubyte", labels(7, 8, 9));
        write(dir, "t10k-images.idx3-ubyte", images(1));
        write(dir, "t10k-labels.idx1-ubyte", labels(0));
        write(dir, "README.txt", new byte[] {1});

        assertThat(ImageDataset.fromIdxDirectory(dir).train().size()).isEqualTo(3);
    }

    @Test
    void plainFile_takesPrecedenceOverCompressed() {
        writeMnist(dir);
        write(dir, "t10k-labels-idx1-ubyte", labels(5));

        assertThat(ImageDataset.fromIdxDirectory(dir).test().labels()).containsExactly(5);
    }

    /** As some archives unpack. */
    @Test
    void folderOfAFilesName_isLookedInto() throws IOException {
        for (String name : List.of("train-images", "train-labels", "t10k-images", "t10k-labels")) {
            String type = name.endsWith("images") ? "idx3-ubyte" : "idx1-ubyte";
            byte[] content = name.equals("train-labels")
                    ? labels(7, 8, 9)
                    : name.equals("t10k-labels") ? labels(0) : images(name.startsWith("train") ? 3 : 1);
            boolean gzip = name.startsWith("t10k");
            Path folder = Files.createDirectory(dir.resolve(name + "-" + type + (gzip ? ".gz" : "")));
            write(folder, name + "." + type + (gzip ? ".gz" : ""), gzip ? gzip(content) : content);
            write(folder, "README.txt", new byte[] {1});
        }

        assertThat(ImageDataset.fromIdxDirectory(dir).train().labels()).containsExactly(7, 8, 9);
    }

    @Test
    void fileBesideAFolderOfItsName_takesPrecedence() throws IOException {
        writeMnist(dir);
        Path folder = Files.createDirectory(dir.resolve("t10k-labels.idx1-ubyte"));
        write(folder, "t10k-labels-idx1-ubyte", labels(5));

        assertThat(ImageDataset.fromIdxDirectory(dir).test().labels()).containsExactly(0);
    }

    @Test
    void folderOfAFilesName_withoutItOrWithTwoOfIt_isRefused() throws IOException {
        writeMnist(dir);
        Files.delete(dir.resolve("t10k-labels-idx1-ubyte.gz"));
        Path folder = Files.createDirectory(dir.resolve("t10k-labels-idx1-ubyte"));

        assertRefused(() -> ImageDataset.fromIdxDirectory(dir), Reason.NOT_A_FILE, folder);
        write(folder, "t10k-labels-idx1-ubyte", labels(5));
        write(folder, "t10k-labels.idx1-ubyte", labels(5));
        assertRefused(() -> ImageDataset.fromIdxDirectory(dir), Reason.AMBIGUOUS, folder)
                .contains("one file for t10k-labels-idx1-ubyte");
    }

    @ParameterizedTest
    @CsvSource({
        "fashion-mnist,fashion-mnist-train,T-shirt/top",
        "FashionMNIST/raw,fashion-mnist-train,T-shirt/top",
        "KMNIST/raw,kmnist-train,o",
        "kuzushiji,kmnist-train,o",
        "MNIST/raw,mnist-train,0",
        "fashion/mnist,mnist-train,0"
    })
    void directoryName_selectsFashionAndKuzushiji(String name, String dataset, String firstClass) throws IOException {
        Path directory = Files.createDirectories(temp.resolve(name));
        writeMnist(directory);
        ImageDataset train = ImageDataset.fromIdxDirectory(directory).train();

        assertThat(train.name()).isEqualTo(dataset);
        assertThat(train.classNames()).startsWith(firstClass);
    }

    @Test
    void explicitClassNames_takePrecedence() {
        writeMnist(dir);

        assertThat(ImageDataset.fromIdxDirectory(dir, ClassNames.FASHION_MNIST)
                        .test()
                        .classNames())
                .isEqualTo(ClassNames.FASHION_MNIST);
        assertRefused(
                        () -> ImageDataset.fromIdxDirectory(dir, List.of("a", "b")),
                        Reason.LABEL_RANGE,
                        dir.resolve("train-labels-idx1-ubyte.gz"))
                .contains("7 at index 0");
    }

    @Test
    void qmnist_takesTheClassFromTheFirstOfEightColumns() {
        write(dir, "qmnist-train-images-idx3-ubyte", images(2));
        write(dir, "qmnist-train-labels-idx2-int.gz", gzip(IdxBytes.qmnistLabels(3, 9)));
        write(dir, "qmnist-test-images-idx3-ubyte.gz", gzip(images(1)));
        write(dir, "qmnist-test-labels-idx2-int", IdxBytes.qmnistLabels(4));
        TrainTest both = ImageDataset.fromIdxDirectory(dir);

        assertThat(both.train()).hasToString("qmnist-train: 2 images 2x3x1, 10 classes");
        assertThat(both.train().labels()).containsExactly(3, 9);
        assertThat(both.test().labels()).containsExactly(4);
    }

    @ParameterizedTest
    @CsvSource({
        "balanced,46,47,t",
        "byclass,61,62,z",
        "bymerge,46,47,t",
        "digits,9,10,9",
        "letters,26,26,Z",
        "mnist,9,10,9"
    })
    void emnist_hasItsSplitsClasses(String split, int lastLabel, int classes, String lastName) {
        writeEmnist(dir, split, lastLabel);
        ImageDataset test = ImageDataset.fromIdxDirectory(dir).test();

        assertThat(test.name()).isEqualTo("emnist-" + split + "-test");
        assertThat(test.classes()).isEqualTo(classes);
        assertThat(test.classNames().get(test.label(0))).isEqualTo(lastName);
    }

    /** Stored as 2 rows of 3, {0 1 2 / 3 4 5}; upright it is 3 rows of 2, {0 3 / 1 4 / 2 5}. */
    @Test
    void emnist_isTransposed() {
        writeEmnist(dir, "digits", 1);
        ImageDataset train = ImageDataset.fromIdxDirectory(dir).train();

        assertThat(train.shape()).isEqualTo(ImageShape.of(3, 2, 1));
        assertThat(train.pixels(0)).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(train.pixels(1)).containsExactly(6, 9, 7, 10, 8, 11);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 27})
    void emnistLetters_countFromOneTo26(int label) {
        writeEmnist(dir, "letters", label);

        assertRefused(
                        () -> ImageDataset.fromIdxDirectory(dir),
                        Reason.LABEL_RANGE,
                        dir.resolve("emnist-letters-train-labels-idx1-ubyte.gz"))
                .contains("labels of 1 to 26");
    }

    @Test
    void severalDataSets_areReadOnlyByName() {
        writeEmnist(dir, "letters", 1);
        writeEmnist(dir, "balanced", 1);

        assertRefused(() -> ImageDataset.fromIdxDirectory(dir), Reason.AMBIGUOUS, dir)
                .contains("[emnist-balanced, emnist-letters]", "fromIdxDirectory(directory, \"emnist-balanced\")");
        assertThat(ImageDataset.fromIdxDirectory(dir, "emnist-letters").train().label(0))
                .isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageDataset.fromIdxDirectory(dir, "emnist-capitals"))
                .withMessageContaining("emnist-byclass");
        assertRefused(() -> ImageDataset.fromIdxDirectory(dir, "qmnist"), Reason.NOT_FOUND, dir)
                .contains("qmnist-train-images-idx3-ubyte");
    }

    @Test
    void oneFileUnderTwoNames_isAmbiguous() {
        writeMnist(dir);
        write(dir, "train-labels.idx1-ubyte.gz", gzip(labels(1, 1, 1)));

        assertRefused(() -> ImageDataset.fromIdxDirectory(dir), Reason.AMBIGUOUS, dir)
                .contains("train-labels.idx1-ubyte.gz", "train-labels-idx1-ubyte.gz");
    }

    @Test
    void missingFile_isNamed() throws IOException {
        writeMnist(dir);
        Files.delete(dir.resolve("t10k-labels-idx1-ubyte.gz"));

        assertRefused(() -> ImageDataset.fromIdxDirectory(dir), Reason.NOT_FOUND, dir)
                .contains("with [t10k-labels-idx1-ubyte]", "train-images-idx3-ubyte.gz");
    }

    @Test
    void directoryWithoutDataSet_isRejectedWithExpectedAndFound() {
        assertRefused(() -> ImageDataset.fromIdxDirectory(dir), Reason.NOT_FOUND, dir)
                .contains("train-images-idx3-ubyte", "an empty directory", "emnist-byclass");
        for (int i = 10; i < 30; i++) {
            write(dir, "notes" + i, new byte[0]);
        }
        assertRefused(() -> ImageDataset.fromIdxDirectory(dir), Reason.NOT_FOUND, dir)
                .contains("notes10", "and 8 more");
    }

    @Test
    void noDirectory_isRefused() {
        Path nothing = dir.resolve("nothing");
        Path file = write(dir, "file", new byte[1]);

        assertRefused(() -> ImageDataset.fromIdxDirectory(nothing), Reason.NOT_FOUND, nothing);
        assertRefused(() -> ImageDataset.fromIdxDirectory(file), Reason.NOT_A_FILE, file);
    }

    @Test
    void partsOfDifferentSize_areRefused() {
        writeMnist(dir);
        Path test = write(dir, "t10k-images-idx3-ubyte.gz", gzip(IdxBytes.idx(8, new int[] {1, 3, 3}, new byte[9])));

        assertRefused(() -> ImageDataset.fromIdxDirectory(dir), Reason.IMAGE_SIZE, test)
                .contains("2x3x1 images", "3x3x1");
    }
}
