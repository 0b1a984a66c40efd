package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.mnist4j.data.DataFormatAssert.assertRefused;
import static org.mnist4j.data.IdxBytes.idx;
import static org.mnist4j.data.IdxBytes.images;
import static org.mnist4j.data.IdxBytes.labels;
import static org.mnist4j.data.IdxBytes.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.data.DataFormatException.Reason;

class IdxReaderTest {

    private static final byte[] HTML =
            "<!DOCTYPE html><title>503</title>".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    @Test
    void validFiles_giveADataset() {
        ImageDataset dataset =
                ImageDataset.fromIdx(write(dir, "digits", images(2)), write(dir, "labels", labels(9, 0)));

        assertThat(dataset).hasToString("digits: 2 images 2x3x1, 10 classes");
        assertThat(dataset.labels()).containsExactly(9, 0);
        assertThat(dataset.pixels(1)).containsExactly(6, 7, 8, 9, 10, 11);
    }

    @Test
    void otherClasses_replaceTheDigits() {
        List<String> catDog = List.of("cat", "dog");
        ImageDataset dataset =
                ImageDataset.fromIdx(write(dir, "images", images(2)), write(dir, "labels", labels(1, 0)), catDog);

        assertThat(dataset.classNames()).isEqualTo(catDog);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageDataset.fromIdx(dir, dir, List.of()))
                .withMessageContaining("class names");
    }

    static Stream<Arguments> brokenImages() {
        int[] good = {1, 2, 3};
        byte[] whole = images(1);
        return Stream.of(
                Arguments.of("empty", new byte[0], Reason.TRUNCATED, "0 bytes"),
                Arguments.of("three bytes", new byte[] {0, 0, 8}, Reason.TRUNCATED, "3 bytes"),
                Arguments.of("half a header", Arrays.copyOf(whole, 10), Reason.TRUNCATED, "10 bytes"),
                Arguments.of("no magic", "abcdefgh".getBytes(), Reason.BAD_MAGIC, "61 62 63 64"),
                Arguments.of("little-endian", new byte[] {3, 8, 0, 0, 1, 0, 0, 0}, Reason.BAD_MAGIC, "little-endian"),
                Arguments.of("html", HTML, Reason.BAD_MAGIC, "HTML"),
                Arguments.of("zip", "PK\3\4....".getBytes(), Reason.BAD_MAGIC, "zip archive"),
                Arguments.of("gzip twice", IdxBytes.gzip(IdxBytes.gzip(whole)), Reason.BAD_MAGIC, "gzip within gzip"),
                Arguments.of("type 07", idx(0x07, good, new byte[6]), Reason.UNSUPPORTED_DTYPE, "0x07"),
                Arguments.of("type 0A", idx(0x0A, good, new byte[6]), Reason.UNSUPPORTED_DTYPE, "0x0A"),
                Arguments.of("type 0F", idx(0x0F, good, new byte[6]), Reason.UNSUPPORTED_DTYPE, "0x0F"),
                Arguments.of("type FF", idx(0xFF, good, new byte[6]), Reason.UNSUPPORTED_DTYPE, "0xFF"),
                Arguments.of("int8", idx(0x09, good, new byte[6]), Reason.UNSUPPORTED_DTYPE, "int8"),
                Arguments.of("float32", idx(0x0D, good, new byte[24]), Reason.UNSUPPORTED_DTYPE, "float32"),
                Arguments.of(
                        "float32 of uint8 size", idx(0x0D, good, new byte[6]), Reason.UNSUPPORTED_DTYPE, "float32"),
                Arguments.of("rank 0", idx(8, new int[0], new byte[8]), Reason.BAD_RANK, "0 dimensions"),
                Arguments.of("rank 255", new byte[] {0, 0, 8, -1, 0, 0, 0, 1}, Reason.BAD_RANK, "255 dimensions"),
                Arguments.of("rank 2", idx(8, new int[] {1, 6}, new byte[6]), Reason.BAD_RANK, "2 dimensions"),
                Arguments.of("rank 4", idx(8, new int[] {1, 2, 3, 1}, new byte[6]), Reason.BAD_RANK, "4 dimensions"),
                Arguments.of("labels", labels(1, 2), Reason.WRONG_KIND, "labels"),
                Arguments.of("2^32-1 images", idx(8, new int[] {-1, 28, 28}), Reason.LIMIT, "3367254359280"),
                Arguments.of("2^32-1 columns", idx(8, new int[] {1, 28, -1}), Reason.LIMIT, "28x4294967295"),
                Arguments.of("65536^3", idx(8, new int[] {65536, 65536, 65536}), Reason.LIMIT, "65536x65536"),
                Arguments.of("2^31 bytes", idx(8, new int[] {1 << 7, 1 << 12, 1 << 12}), Reason.LIMIT, "2147483648"),
                Arguments.of("2 GB claimed", idx(8, new int[] {127, 4096, 4096}), Reason.TRUNCATED, "found 0 bytes"),
                Arguments.of("no images", idx(8, new int[] {0, 28, 28}), Reason.EMPTY_DATA, "0 images of 28x28"),
                Arguments.of("no rows", idx(8, new int[] {5, 0, 28}), Reason.EMPTY_DATA, "5 images of 0x28"),
                Arguments.of("one byte short", Arrays.copyOf(whole, 21), Reason.TRUNCATED, "found 5 bytes"),
                Arguments.of("one byte long", Arrays.copyOf(whole, 23), Reason.TRAILING, "found 7 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenImages")
    void malformedImages_areRejectedWithReason(String name, byte[] content, Reason reason, String found) {
        Path file = write(dir, "images", content);

        assertRefused(() -> IdxReader.readImages(file), reason, file).contains(found);
        assertThat(file).as("unchanged").hasBinaryContent(content);
    }

    /** For compressed files the size is not known in advance, but the error must be the same. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenImages")
    void malformedImages_areRejectedWhenCompressed(String name, byte[] content, Reason reason, String found) {
        Path file = write(dir, "images.gz", IdxBytes.gzip(content));

        assertRefused(() -> IdxReader.readImages(file), reason, file);
    }

    static Stream<Arguments> brokenLabels() {
        return Stream.of(
                Arguments.of("images", images(2), Reason.WRONG_KIND, "images"),
                Arguments.of("one too few", labels(1), Reason.COUNT_MISMATCH, "1 labels"),
                Arguments.of("one too many", labels(1, 2, 3), Reason.COUNT_MISMATCH, "3 labels"),
                Arguments.of("2^32-1", idx(8, new int[] {-1}), Reason.COUNT_MISMATCH, "4294967295 labels"),
                Arguments.of("none", labels(), Reason.EMPTY_DATA, "0 labels"),
                Arguments.of("ten of ten", labels(9, 10), Reason.LABEL_RANGE, "10 at index 1"),
                Arguments.of("255", labels(255, 0), Reason.LABEL_RANGE, "255 at index 0"),
                Arguments.of("int8", idx(9, new int[] {2}, new byte[] {-1, 0}), Reason.UNSUPPORTED_DTYPE, "int8"),
                Arguments.of("float64", idx(14, new int[] {2}, new byte[16]), Reason.UNSUPPORTED_DTYPE, "float64"),
                Arguments.of("one byte short", Arrays.copyOf(labels(1, 2), 9), Reason.TRUNCATED, "1 bytes"),
                Arguments.of("one byte long", Arrays.copyOf(labels(1, 2), 11), Reason.TRAILING, "3 bytes"),
                Arguments.of("QMNIST, negative", IdxBytes.qmnistLabels(1, -1), Reason.LABEL_RANGE, "-1 at index 1"),
                Arguments.of("QMNIST, huge", IdxBytes.qmnistLabels(1 << 30, 1), Reason.LABEL_RANGE, "1073741824"),
                Arguments.of("7 columns", idx(12, new int[] {2, 7}, new byte[56]), Reason.BAD_RANK, "7 columns"),
                Arguments.of(
                        "uint8 columns", idx(8, new int[] {2, 8}, new byte[16]), Reason.UNSUPPORTED_DTYPE, "uint8"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenLabels")
    void malformedLabels_areRejectedWithReason(String name, byte[] content, Reason reason, String found) {
        Path file = write(dir, "labels", content);
        Path images = write(dir, "images", images(2));

        assertRefused(() -> ImageDataset.fromIdx(images, file), reason, file).contains(found);
    }

    @Test
    void countsThatDiffer_nameBothFiles() {
        Path images = write(dir, "some-images", images(3));
        Path labels = write(dir, "some-labels", labels(1, 2));

        assertRefused(() -> ImageDataset.fromIdx(images, labels), Reason.COUNT_MISMATCH, labels)
                .contains("3 labels", "some-images", "2 labels");
    }

    @Test
    void missingFileOrDirectory_isNamed() {
        Path nothing = dir.resolve("nothing");

        assertRefused(() -> IdxReader.readImages(nothing), Reason.NOT_FOUND, nothing);
        assertRefused(() -> IdxReader.readImages(dir), Reason.NOT_A_FILE, dir).contains("a directory");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void devicesAndPipes_areRefusedWithoutWaiting() throws Exception {
        Path pipe = dir.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            assertRefused(() -> IdxReader.readImages(pipe), Reason.NOT_A_FILE, pipe);
            assertRefused(() -> IdxReader.readImages(Path.of("/dev/zero")), Reason.NOT_A_FILE, "/dev/zero");
        });
    }

    /** Root can read any file, so the expected result depends on whether the file is readable. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void unreadableFile_isNamed() throws IOException {
        Path file = write(dir, "images", images(1));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));

        if (Files.isReadable(file)) {
            assertThat(IdxReader.readImages(file).count()).isEqualTo(1);
        } else {
            assertRefused(() -> IdxReader.readImages(file), Reason.IO, file).contains("AccessDenied");
        }
    }
}
