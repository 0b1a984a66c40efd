package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.data.DataFormatAssert.assertRefused;
import static org.mnist4j.data.NpyBytes.array;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.data.DataFormatException.Reason;

/** Which CSV and NumPy files of a folder, or which single file, are a data set. */
class ArrayFilesTest {

    private static final String ROWS = "1,1,2,3,4\n0,5,6,7,8\n";

    @TempDir
    Path temp;

    private Path dir;

    @BeforeEach
    void createFolder() throws IOException {
        dir = Files.createDirectory(temp.resolve("few"));
    }

    private Path csv(String name, String rows) {
        byte[] text = rows.getBytes(StandardCharsets.UTF_8);
        return IdxBytes.write(dir, name, name.endsWith(".gz") ? IdxBytes.gzip(text) : text);
    }

    private static TrainTest load(Path path) {
        return DataDirectory.at(path).load().images();
    }

    @ParameterizedTest
    @CsvSource({
        "train.csv, test.csv",
        "mnist_train.csv, mnist_test.csv",
        "Sign-Train.CSV, Sign-Test.CSV",
        "train.csv.gz, test.csv"
    })
    void pairOfCsvFiles_isRead(String train, String test) {
        csv(train, ROWS);
        csv(test, "1,9,9,9,9\n");
        csv("sample_submission.csv", "ImageId,Label\n1,0\n");

        TrainTest images = load(dir);

        assertThat(images.train()).hasToString("few-train: 2 images 2x2x1, 2 classes");
        assertThat(images.test()).hasToString("few-test: 1 images 2x2x1, 2 classes");
    }

    @Test
    void plainFile_comesBeforeItsGzip() {
        csv("train.csv", ROWS);
        csv("train.csv.gz", ROWS + ROWS);
        csv("test.csv", ROWS);

        assertThat(load(dir).train().size()).isEqualTo(2);
    }

    /** Kaggle's test.csv is for the competition's judge. */
    @Test
    void testFileWithoutLabels_isRefusedWithWhatToDo() {
        csv("train.csv", "label,pixel0,pixel1,pixel2,pixel3\n" + ROWS);
        Path test = csv("test.csv", "pixel0,pixel1,pixel2,pixel3\n1,2,3,4\n");

        assertRefused(() -> load(dir), Reason.BAD_HEADER, test)
                .contains("there seem to be no labels", "--data train.csv --split 0.2");
    }

    @Test
    void csvFileAlone_isSplitOrRefused() {
        Path file = csv("mine.csv", ROWS + ROWS + ROWS + ROWS + ROWS);

        LoadedData data = DataDirectory.at(file).split(0.2, 5).load();

        assertThat(data.images().train()).hasToString("mine-train: 8 images 2x2x1, 2 classes");
        assertThat(data.images().test().classCounts()).containsExactly(1, 1);
        assertThat(data.reading().split()).isEqualTo(OptionalDouble.of(0.2));
        assertThat(DataDirectory.at(file)
                        .reading(data.reading())
                        .load()
                        .images()
                        .test()
                        .fingerprint())
                .isEqualTo(data.images().test().fingerprint());
        assertRefused(() -> load(file), Reason.NOT_FOUND, file).contains("one set of images, mine.csv", "--split 0.2");
        assertRefused(() -> load(dir), Reason.NOT_FOUND, dir).contains("name one file with all images: " + file);
    }

    @Test
    void dataWithATestSet_isNotSplit() {
        csv("train.csv", ROWS);
        csv("test.csv", ROWS);
        Path npz = NpzFileTest.resource("keras.npz");

        assertRefused(() -> DataDirectory.at(dir).split(0.2, 0).load(), Reason.AMBIGUOUS, dir)
                .contains("found train.csv and test.csv; omit the split");
        assertRefused(() -> DataDirectory.at(npz).split(0.2, 0).load(), Reason.AMBIGUOUS, npz)
                .contains("found x_train and x_test; omit the split");
    }

    @Test
    void arraysThatAreNotDivided_areSplit() {
        byte[] images = array("|u1", "(4, 1, 2)", new byte[8]);
        byte[] labels = array("|u1", "(4,)", (byte) 0, (byte) 1, (byte) 0, (byte) 1);
        Path file = IdxBytes.write(dir, "own.npz", NpyBytes.zip("images.npy", images, "labels.npy", labels));

        TrainTest parts = DataDirectory.at(file).split(0.5, 0).load().images();

        assertThat(parts.train()).hasToString("own-train: 2 images 1x2x1, 2 classes");
        assertThat(parts.test().classCounts()).containsExactly(1, 1);
    }

    @Test
    void kmnistsFiles_areRead() throws IOException {
        for (String name : List.of("train-imgs", "train-labels", "test-imgs", "test-labels")) {
            String file = "kmnist-" + name + ".npz";
            Files.copy(NpzFileTest.resource(file), dir.resolve(file));
        }

        TrainTest images = load(dir);

        assertThat(images.train()).hasToString("few-train: 12 images 28x28x1, 10 classes");
        assertThat(images.test().size()).isEqualTo(4);
        assertThat(images.train().classNames()).isEqualTo(ClassNames.KMNIST);
        assertThat(images.train().labels()).startsWith(0, 1, 2, 3);
        NpzFileTest.assertPattern(images.train());
    }

    @Test
    void singleNpzFileOfAFolder_isRead() throws IOException {
        Files.copy(NpzFileTest.resource("keras.npz"), dir.resolve("mnist.npz"));

        assertThat(load(dir).train()).hasToString("mnist-train: 7 images 4x3x1, 3 classes");
        assertThat(load(dir.resolve("mnist.npz")).train().fingerprint())
                .isEqualTo(load(dir).train().fingerprint());
    }

    @Test
    void npyFiles_areRead() {
        byte[] images = array("|u1", "(2, 1, 2)", (byte) 1, (byte) 2, (byte) 3, (byte) 4);
        byte[] labels = array(
                "<i8", "(2,)", (byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0,
                (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
        for (String part : List.of("train", "test")) {
            IdxBytes.write(dir, "X_" + part + ".npy", images);
            IdxBytes.write(dir, "Y_" + part + ".npy", labels);
        }

        assertThat(load(dir).train().labels()).containsExactly(1, 0);
        assertThat(load(dir).test().pixels(1)).containsExactly(3, 4);
    }

    /** As the digits come from Kaggle: image and label of EMNIST's IDX files, without a header. */
    @ParameterizedTest
    @ValueSource(strings = {"emnist-letters", "emnist-digits"})
    void emnistsCsvFiles_areTransposedAndLabelledAsTheIdxFiles(String family) {
        boolean letters = family.equals("emnist-letters");
        csv(family + "-train.csv", "1,1,2,3,4\n");
        csv(family + "-test.csv", letters ? "26,5,6,7,8\n" : "9,5,6,7,8\n");

        ImageDataset test = load(dir).test();

        assertThat(test.pixels(0)).containsExactly(5, 7, 6, 8);
        assertThat(test.classNames()).isEqualTo(letters ? ClassNames.EMNIST_LETTERS : ClassNames.DIGITS);
        assertThat(test.classNames().get(test.label(0))).isEqualTo(letters ? "Z" : "9");
        assertThat(DataDirectory.at(dir).family(family).load().images().test().fingerprint())
                .isEqualTo(test.fingerprint());
    }

    @Test
    void severalOfEmnistsCsvFiles_needAFamily() {
        for (String family : List.of("emnist-letters", "emnist-balanced")) {
            csv(family + "-train.csv", "1,1,2,3,4\n");
            csv(family + "-test.csv", "1,5,6,7,8\n");
        }

        assertRefused(() -> load(dir), Reason.AMBIGUOUS, dir)
                .contains("emnist-balanced-train.csv and emnist-balanced-test.csv, and emnist-letters-train.csv");
        assertThat(DataDirectory.at(dir)
                        .family("emnist-letters")
                        .load()
                        .images()
                        .train()
                        .classes())
                .isEqualTo(26);
    }

    @Test
    void letterZeroOfEmnist_isOutOfRange() {
        csv("emnist-letters-train.csv", "1,1,2,3,4\n");
        Path test = csv("emnist-letters-test.csv", "3,1,2,3,4\n0,5,6,7,8\n");

        assertRefused(() -> load(dir), Reason.LABEL_RANGE, test)
                .contains("labels of 1 to 26, found 0 in line 2, column 1");
    }

    @ParameterizedTest
    @CsvSource({"fashion-mnist_train.csv, fashion-mnist_test.csv", "train.csv, test.csv"})
    void fashionMnist_isKnownByNameOfFilesOrFolder(String train, String test) throws IOException {
        dir = Files.createDirectory(temp.resolve(train.startsWith("f") ? "data" : "fashion"));
        csv(train, ROWS);
        csv(test, ROWS);

        assertThat(load(dir).train().classNames()).isEqualTo(ClassNames.FASHION_MNIST);
    }

    @Test
    void labelOrShapeThatTrainingLacks_isRefused() {
        csv("train.csv", ROWS);
        Path test = csv("test.csv", "1,1,2,3,4\n2,5,6,7,8\n");
        assertRefused(() -> load(dir), Reason.LABEL_RANGE, test)
                .contains("labels of 0 to 1, found 2 in line 2, column 1; check");

        csv("test.csv", "1,1,2,3,4,5,6,7,8,9\n");
        assertRefused(() -> load(dir), Reason.IMAGE_SIZE, test).contains("2x2x1 images, as to train on, found 3x3x1");
    }

    @Test
    void severalDataSets_areAmbiguous() throws IOException {
        csv("train.csv", ROWS);
        csv("test.csv", ROWS);
        for (String folder : List.of("train/a", "train/b", "test/a", "test/b")) {
            Files.createDirectories(dir.resolve(folder));
        }

        assertRefused(() -> load(dir), Reason.AMBIGUOUS, dir)
                .contains("found train.csv and test.csv, and the folders train and test");
    }

    /** A data set is read as before there were arrays, whatever is beside it that is no complete one. */
    @Test
    void incompleteArraysBesideADataSet_areIgnored() throws IOException {
        for (String folder : List.of("train/a", "train/b", "test/a", "test/b")) {
            IdxBytes.write(Files.createDirectories(dir.resolve(folder)), "1.png", ImageBytes.grey(1, 1, 7));
        }
        csv("train.csv", "image,label\n1.png,a\n");
        csv("mine.csv", ROWS);
        IdxBytes.write(dir, "x_train.npy", array("|u1", "(1, 1, 2)", new byte[2]));
        IdxBytes.write(dir, "features.npz", new byte[9]);

        assertThat(load(dir).train()).hasToString("few-train: 2 images 1x1x1, 2 classes");
    }

    @Test
    void otherFiles_areRefusedByName() {
        Path text = csv("notes.txt", "hello");
        Path array = IdxBytes.write(dir, "x_train.npy", array("|u1", "(1, 1, 2)", new byte[2]));

        assertRefused(() -> load(text), Reason.NOT_A_FILE, text).contains("a file named .csv, .csv.gz or .npz");
        assertRefused(() -> load(array), Reason.NOT_A_FILE, array).contains("a file named .csv, .csv.gz or .npz");
        Path csv = csv("some.csv", ROWS);
        assertRefused(() -> DataDirectory.at(csv).family("mnist").load(), Reason.NOT_A_FILE, csv)
                .contains("a folder with the files of mnist");
    }
}
