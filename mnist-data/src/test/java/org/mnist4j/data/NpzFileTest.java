package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.data.DataFormatAssert.assertRefused;
import static org.mnist4j.data.NpyBytes.array;
import static org.mnist4j.data.NpyBytes.header;
import static org.mnist4j.data.NpyBytes.keras;
import static org.mnist4j.data.NpyBytes.zip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.data.DataFormatException.Reason;

/** Archives of NumPy 2.4 with a pattern in the images, and others made by the byte. */
class NpzFileTest {

    private static final byte[] IMAGE = array("|u1", "(1, 1, 2)", (byte) 1, (byte) 2);
    private static final byte[] LABEL = array("|u1", "(1,)", (byte) 1);

    @TempDir
    Path dir;

    static Path resource(String name) {
        return Path.of("src/test/resources/org/mnist4j/data", name);
    }

    private Path file(byte[] content) {
        return IdxBytes.write(dir, "images.npz", content);
    }

    /** As the fixtures were made: image i, row y, column x and channel c have (31 i + 7 y + 3 x + c) mod 256. */
    static void assertPattern(ImageDataset images) {
        ImageShape shape = images.shape();
        for (int i = 0; i < images.size(); i++) {
            for (int k = 0; k < shape.size(); k++) {
                int c = k % shape.channels();
                int x = k / shape.channels() % shape.width();
                int y = k / shape.channels() / shape.width();
                assertThat(images.pixel(i, y, x, c)).isEqualTo(((31 * i + 7 * y + 3 * x) % 256 + c) % 256);
            }
        }
    }

    @Test
    void kerasNames_areRead() {
        TrainTest images = ImageDataset.fromNpz(resource("keras.npz"));

        assertThat(images.train()).hasToString("keras-train: 7 images 4x3x1, 3 classes");
        assertThat(images.test()).hasToString("keras-test: 2 images 4x3x1, 3 classes");
        assertThat(images.train().labels()).containsExactly(0, 1, 2, 0, 1, 2, 0);
        assertPattern(images.train());
        assertPattern(images.test());
    }

    @Test
    void medMnistsNames_compressedAndInColour_areRead() {
        TrainTest images = ImageDataset.fromNpz(resource("medmnist.npz"));

        assertThat(images.train()).hasToString("medmnist-train: 6 images 5x5x3, 3 classes");
        assertThat(images.test().labels()).containsExactly(0, 1, 2);
        assertPattern(images.train());
        assertPattern(images.test());
    }

    @Test
    void pickledObjects_areRefused() {
        Path file = resource("pickled.npz");

        assertRefused(() -> ImageDataset.fromNpz(file), Reason.UNSUPPORTED_DTYPE, file)
                .contains("expected labels as integers", "pickled Python objects, which could run any code in y_train");
    }

    static Stream<Arguments> labelTypes() {
        return Stream.of(
                Arguments.of("|u1", new byte[] {3}),
                Arguments.of("|i1", new byte[] {3}),
                Arguments.of("<u2", new byte[] {3, 0}),
                Arguments.of("<i4", new byte[] {3, 0, 0, 0}),
                Arguments.of("<i8", new byte[] {3, 0, 0, 0, 0, 0, 0, 0}));
    }

    @ParameterizedTest
    @MethodSource("labelTypes")
    void labelsOfAnyIntegers_areRead(String type, byte[] body) {
        for (String shape : new String[] {"(1,)", "(1, 1)", "(1L,)"}) {
            TrainTest images = ImageDataset.fromNpz(file(keras(IMAGE, array(type, shape, body))));

            assertThat(images.train().labels()).containsExactly(3);
            assertThat(images.train().classes()).isEqualTo(4);
        }
    }

    @Test
    void squareImagesAsRows_areRead() {
        byte[] rows = array("|u1", "(1, 4)", (byte) 1, (byte) 2, (byte) 3, (byte) 4);

        TrainTest images = ImageDataset.fromNpz(
                file(zip("X_train.npy", rows, "Y_train.npy", LABEL, "x_test.npy", rows, "y_test.npy", LABEL)));

        assertThat(images.train().shape()).isEqualTo(ImageShape.of(2, 2, 1));
    }

    @Test
    void arraysForValidation_areTheTestSetIfThereIsNoOther() {
        TrainTest images = ImageDataset.fromNpz(file(zip(
                "train_images.npy",
                IMAGE,
                "train_labels.npy",
                LABEL,
                "val_images.npy",
                IMAGE,
                "val_labels.npy",
                LABEL)));

        assertThat(images.test().size()).isEqualTo(1);
    }

    /** A header of version 2.0 has four bytes for its length. */
    @Test
    void laterVersionsOfTheFormat_areRead() {
        byte[] one = IMAGE;
        byte[] two = new byte[one.length + 2];
        System.arraycopy(one, 0, two, 0, 10);
        System.arraycopy(one, 10, two, 12, one.length - 10);
        two[6] = 2;

        assertThat(ImageDataset.fromNpz(file(keras(two, LABEL))).train().pixels(0))
                .containsExactly(1, 2);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(new byte[0], Reason.ZIP_CORRUPT, "zip"),
                Arguments.of("hello".getBytes(StandardCharsets.UTF_8), Reason.ZIP_CORRUPT, "zip"),
                Arguments.of(zip("a.npy", IMAGE), Reason.NOT_FOUND, "x_train, y_train"),
                Arguments.of(
                        zip("x_train.npy", IMAGE),
                        Reason.NOT_FOUND,
                        "the array y_train beside x_train, found [x_train]"),
                Arguments.of(
                        zip(
                                "x_train.npy",
                                IMAGE,
                                "y_train.npy",
                                LABEL,
                                "train_images.npy",
                                IMAGE,
                                "train_labels.npy",
                                LABEL),
                        Reason.AMBIGUOUS,
                        "[x_train, train_images]"),
                Arguments.of(zip("readme.txt", IMAGE), Reason.NOT_FOUND, "found no arrays"),
                Arguments.of(zip("x.npy", IMAGE, "y.npy", LABEL), Reason.NOT_FOUND, "--split 0.2"),
                Arguments.of(keras(LABEL, LABEL), Reason.BAD_RANK, "found [1] in x_train"),
                Arguments.of(keras(array("|u1", "()", (byte) 1), LABEL), Reason.BAD_RANK, "found [] in x_train"),
                Arguments.of(
                        keras(array("|u1", "(1, 1, 1, 28)", new byte[28]), LABEL),
                        Reason.BAD_RANK,
                        "channels come last"),
                Arguments.of(keras(array("|u1", "(1, 5)", new byte[5]), LABEL), Reason.BAD_RANK, "[1, 5]"),
                Arguments.of(keras(array("|u1", "(0, 1, 2)"), LABEL), Reason.EMPTY_DATA, "none in x_train"),
                Arguments.of(keras(array("|u1", "(1, 5000, 2)", new byte[9]), LABEL), Reason.BAD_RANK, "5000"),
                Arguments.of(keras(array("|u1", "(999999999, 28, 28)"), LABEL), Reason.LIMIT, "783999999216 bytes"),
                Arguments.of(keras(array("|u1", "(2600000, 28, 28)"), LABEL), Reason.TRUNCATED, "found 0 in x_train"),
                Arguments.of(
                        keras(array("|u1", "(1, 1, 2)", new byte[3]), LABEL), Reason.TRAILING, "found 3 in x_train"),
                Arguments.of(
                        keras(array("<f4", "(1, 1, 1)", new byte[4]), LABEL),
                        Reason.UNSUPPORTED_DTYPE,
                        "float32 in x_train"),
                Arguments.of(
                        keras(array("|b1", "(1, 1, 1)", new byte[1]), LABEL),
                        Reason.UNSUPPORTED_DTYPE,
                        "bool in x_train"),
                Arguments.of(
                        keras(array(">u2", "(1, 1, 1)", new byte[2]), LABEL),
                        Reason.UNSUPPORTED_DTYPE,
                        "big-endian uint16"),
                Arguments.of(
                        keras(
                                header("{'descr': '|u1', 'fortran_order': True, 'shape': (1, 1, 2)}", new byte[2]),
                                LABEL),
                        Reason.UNSUPPORTED_DTYPE,
                        "found Fortran order in x_train; save numpy.ascontiguousarray"),
                Arguments.of(
                        keras(header("{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (1,)}"), LABEL),
                        Reason.UNSUPPORTED_DTYPE,
                        "found records"),
                Arguments.of(keras(header("{'descr': '|u1'}"), LABEL), Reason.BAD_HEADER, "in x_train"),
                Arguments.of(keras(header("{'shape': __import__('os')}"), LABEL), Reason.BAD_HEADER, "__import__"),
                Arguments.of(keras(header("[]"), LABEL), Reason.BAD_HEADER, "\"[]\" in x_train"),
                Arguments.of(keras(array("|u1", "(-1, 2)"), LABEL), Reason.BAD_HEADER, "(-1, 2)"),
                Arguments.of(keras(array("|u1", "(1, 4294967296)"), LABEL), Reason.BAD_HEADER, "4294967296"),
                Arguments.of(keras(array("|u1\u001b", "(1, 2)"), LABEL), Reason.UNSUPPORTED_DTYPE, "\"|u1?\""),
                Arguments.of(keras("noarray!".getBytes(StandardCharsets.UTF_8), LABEL), Reason.BAD_MAGIC, "x_train"),
                Arguments.of(keras(Arrays.copyOf(IMAGE, 9), LABEL), Reason.BAD_HEADER, "in x_train"),
                Arguments.of(
                        keras(IMAGE, array("|u1", "(2,)", new byte[2])),
                        Reason.COUNT_MISMATCH,
                        "1 labels, one for each image, found 2 in y_train"),
                Arguments.of(
                        keras(IMAGE, array("|u1", "(1, 14)", new byte[14])), Reason.BAD_RANK, "one label per image"),
                Arguments.of(
                        keras(IMAGE, array("<f8", "(1,)", new byte[8])),
                        Reason.UNSUPPORTED_DTYPE,
                        "float64 in y_train"),
                Arguments.of(
                        keras(IMAGE, array(">i8", "(1,)", new byte[8])), Reason.UNSUPPORTED_DTYPE, "big-endian int64"),
                Arguments.of(
                        keras(IMAGE, array("|i1", "(1,)", (byte) -1)), Reason.LABEL_RANGE, "-1 at index 0 of y_train"),
                Arguments.of(
                        keras(IMAGE, array("<u2", "(1,)", (byte) 0, (byte) 4)), Reason.LABEL_RANGE, "1024 at index 0"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anythingElse_isRefusedWithItsArray(byte[] content, Reason reason, String message) {
        Path file = file(content);

        assertRefused(() -> ImageDataset.fromNpz(file), reason, file).contains(message);
    }

    @Test
    void folder_isNoFile() {
        assertRefused(() -> ImageDataset.fromNpz(dir), Reason.NOT_A_FILE, dir).contains("an .npz file");
        assertRefused(() -> ImageDataset.fromCsv(dir), Reason.NOT_A_FILE, dir).contains("a CSV file");
        Path none = dir.resolve("none.npz");
        assertRefused(() -> ImageDataset.fromNpz(none), Reason.NOT_FOUND, none);
    }

    @Test
    void testLabelThatTrainingLacks_isRefused() {
        byte[] test = array("|u1", "(1,)", (byte) 2);
        Path file = file(zip("x_train.npy", IMAGE, "y_train.npy", LABEL, "x_test.npy", IMAGE, "y_test.npy", test));

        assertRefused(() -> ImageDataset.fromNpz(file), Reason.LABEL_RANGE, file)
                .contains("labels of 0 to 1, found 2 at index 0 of y_test");
    }

    @Test
    void archiveWithAnyBitFlipped_isRefusedOrTheSame() throws IOException {
        byte[] whole = Files.readAllBytes(resource("keras.npz"));
        String train = ImageDataset.fromNpz(file(whole)).train().fingerprint();
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            Path file = file(flipped);
            Throwable thrown = Assertions.catchThrowable(() ->
                    assertThat(ImageDataset.fromNpz(file).train().fingerprint()).isEqualTo(train));
            assertThat(thrown)
                    .as("byte %d", at)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            some -> assertThat(some).isInstanceOf(DataFormatException.class));
        }
    }

    @Test
    void archiveCutAnywhere_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(resource("keras.npz"));
        for (int length = 0; length < whole.length; length++) {
            Path cut = file(Arrays.copyOf(whole, length));
            assertThat(Assertions.catchThrowable(() -> ImageDataset.fromNpz(cut)))
                    .as("%d bytes", length)
                    .isInstanceOf(DataFormatException.class);
        }
    }
}
