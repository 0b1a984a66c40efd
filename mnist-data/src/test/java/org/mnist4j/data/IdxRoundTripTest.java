package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.data.DataFormatAssert.assertRefused;
import static org.mnist4j.data.IdxBytes.gzip;
import static org.mnist4j.data.IdxBytes.idx;
import static org.mnist4j.data.IdxBytes.write;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.data.DataFormatException.Reason;
import org.mnist4j.random.RandomStream;

/** Images and labels written as IDX, plain or compressed, are read back unchanged; other ranks are rejected. */
class IdxRoundTripTest {

    @TempDir
    Path dir;

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyImagesAndLabels_readBack_areTheSame(long seed) {
        RandomStream random = RandomStream.of(seed, "idx");
        int count = 1 + random.nextInt(20);
        int height = 1 + random.nextInt(40);
        int width = 1 + random.nextInt(40);
        byte[] pixels = bytes(random, count * height * width);
        List<String> classNames = IntStream.range(0, 2 + random.nextInt(255))
                .mapToObj(c -> "class " + c)
                .toList();
        int[] labels = IntStream.range(0, count)
                .map(i -> random.nextInt(Math.min(256, classNames.size())))
                .toArray();
        byte[] images = idx(8, new int[] {count, height, width}, pixels);
        byte[] labelFile = random.nextInt(2) == 0 ? IdxBytes.labels(labels) : IdxBytes.qmnistLabels(labels);

        for (boolean compressed : new boolean[] {false, true}) {
            ImageDataset dataset = ImageDataset.fromIdx(
                    write(dir, "images", compressed ? gzip(images) : images),
                    write(dir, "labels", compressed ? gzip(labelFile) : labelFile),
                    classNames);

            assertThat(dataset.shape()).isEqualTo(ImageShape.of(height, width, 1));
            assertThat(dataset.labels()).containsExactly(labels);
            assertThat(dataset.size()).isEqualTo(count);
            for (int i = 0; i < count; i++) {
                assertThat(dataset.pixels(i))
                        .isEqualTo(Arrays.copyOfRange(pixels, i * height * width, (i + 1) * height * width));
            }
        }
    }

    /** The sizes of such a file are consistent; only its rank (or, for rank 1, its content) is not that of images. */
    @ParameterizedTest
    @MethodSource("seeds")
    void anyOtherRank_isRefusedAsImages(long seed) {
        RandomStream random = RandomStream.of(seed, "rank");
        int rank = 1 + random.nextInt(6);
        int[] dimensions = IntStream.range(0, rank == 3 ? 4 : rank)
                .map(i -> 1 + random.nextInt(5))
                .toArray();
        byte[] content =
                idx(8, dimensions, bytes(random, Arrays.stream(dimensions).reduce(1, (a, b) -> a * b)));
        Path file = write(dir, "file", random.nextInt(2) == 0 ? content : gzip(content));

        assertRefused(() -> IdxReader.readImages(file), rank == 1 ? Reason.WRONG_KIND : Reason.BAD_RANK, file);
    }

    private static byte[] bytes(RandomStream random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
