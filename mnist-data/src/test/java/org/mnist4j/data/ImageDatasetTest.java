package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.data.DataFormatAssert.assertRefused;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist4j.data.DataFormatException.Reason;

class ImageDatasetTest {

    private static final ImageShape SHAPE = ImageShape.of(1, 2, 2);
    private static final List<String> CAT_DOG = List.of("cat", "dog");

    private final byte[] pixels = {0, 1, 2, 3, 127, (byte) 128, (byte) 254, (byte) 255, 10, 20, 30, 40};
    private final int[] labels = {1, 0, 1};
    private final ImageDataset pets = ImageDataset.of("pets", SHAPE, CAT_DOG, pixels, labels);

    @Test
    void of_keepsWhatItWasGiven() {
        assertThat(pets).hasToString("pets: 3 images 1x2x2, 2 classes");
        assertThat(pets.name()).isEqualTo("pets");
        assertThat(pets.size()).isEqualTo(3);
        assertThat(pets.shape()).isEqualTo(SHAPE);
        assertThat(pets.classNames()).isEqualTo(CAT_DOG);
        assertThat(pets.classes()).isEqualTo(2);
        assertThat(pets.labels()).containsExactly(1, 0, 1);
        assertThat(pets.label(1)).isZero();
        assertThat(pets.classCounts()).containsExactly(1, 2);
    }

    @Test
    void pixel_isUnsignedAndOrderedByRowColumnChannel() {
        assertThat(pets.pixel(1, 0, 0, 0)).isEqualTo(127);
        assertThat(pets.pixel(1, 0, 0, 1)).isEqualTo(128);
        assertThat(pets.pixel(1, 0, 1, 0)).isEqualTo(254);
        assertThat(pets.pixel(1, 0, 1, 1)).isEqualTo(255);
        assertThat(pets.pixels(2)).containsExactly(10, 20, 30, 40);
    }

    @Test
    void copyPixels_toFloats_dividesBy255() {
        float[] target = new float[6];
        pets.copyPixels(1, target, 1);

        assertThat(target).containsExactly(0, 127 / 255f, 128 / 255f, 254 / 255f, 1f, 0);
    }

    @Test
    void copyPixels_toBytes_copiesUnchanged() {
        byte[] target = new byte[5];
        pets.copyPixels(0, target, 1);

        assertThat(target).containsExactly(0, 0, 1, 2, 3);
    }

    @Test
    void changingArraysAfterwards_changesNothing() {
        List<String> names = new ArrayList<>(CAT_DOG);
        ImageDataset dataset = ImageDataset.of("pets", SHAPE, names, pixels, labels);
        pixels[0] = 99;
        labels[0] = 0;
        names.set(0, "cow");
        dataset.pixels(0)[1] = 99;
        dataset.labels()[2] = 0;
        dataset.classCounts()[0] = 99;

        assertThat(dataset.pixels(0)).containsExactly(0, 1, 2, 3);
        assertThat(dataset.labels()).containsExactly(1, 0, 1);
        assertThat(dataset.classNames()).isEqualTo(CAT_DOG);
        assertThat(dataset.classCounts()).containsExactly(1, 2);
        assertThatThrownBy(() -> dataset.classNames().add("x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void thousandClasses_keepTheirLabels() {
        List<String> names = IntStream.range(0, 1000).mapToObj(i -> "c" + i).toList();
        ImageDataset dataset =
                ImageDataset.of("many", ImageShape.of(1, 1, 1), names, new byte[3], new int[] {999, 256, 0});

        assertThat(dataset.labels()).containsExactly(999, 256, 0);
        assertThat(dataset.classCounts()[999]).isEqualTo(1);
    }

    @Test
    void subset_takesImagesInTheOrderGiven() {
        ImageDataset subset = pets.subset(2, 0, 2);

        assertThat(subset.labels()).containsExactly(1, 1, 1);
        assertThat(subset.pixels(0)).containsExactly(10, 20, 30, 40);
        assertThat(subset.pixels(1)).containsExactly(0, 1, 2, 3);
        assertThat(subset.name()).isEqualTo("pets");
    }

    @Test
    void take_givesTheFirstImages() {
        assertThat(pets.take(2).fingerprint()).isEqualTo(pets.subset(0, 1).fingerprint());
        assertThat(pets.take(3).fingerprint()).isEqualTo(pets.fingerprint());
    }

    @Test
    void impossibleSubsets_areRejected() {
        assertThatIllegalArgumentException().isThrownBy(pets::subset).withMessageContaining("not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> pets.take(0)).withMessageContaining("not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> pets.take(4)).withMessageContaining("1 to 3");
        assertThatThrownBy(() -> pets.subset(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void indicesOutOfRange_areRejected() {
        List<Runnable> calls = List.of(
                () -> pets.label(3),
                () -> pets.label(-1),
                () -> pets.pixels(3),
                () -> pets.pixels(-1),
                () -> pets.pixel(0, 1, 0, 0),
                () -> pets.pixel(0, 0, 2, 0),
                () -> pets.pixel(0, 0, 0, 2),
                () -> pets.pixel(0, 0, -1, 0),
                () -> pets.copyPixels(0, new byte[4], 1),
                () -> pets.copyPixels(0, new float[4], 1),
                () -> pets.copyPixels(0, new float[4], -1),
                () -> pets.copyPixels(0, new float[3], 0));

        assertThat(calls)
                .allSatisfy(call -> assertThatThrownBy(call::run).isInstanceOf(IndexOutOfBoundsException.class));
    }

    @Test
    void inconsistentData_isRejected() {
        assertRefused(
                () -> ImageDataset.of("pets", SHAPE, CAT_DOG, new byte[0], new int[0]), Reason.EMPTY_DATA, "pets");
        assertRefused(
                        () -> ImageDataset.of("pets", SHAPE, CAT_DOG, new byte[7], new int[2]),
                        Reason.COUNT_MISMATCH,
                        "pets")
                .contains("8 pixel bytes", "7 pixel bytes");
        assertRefused(
                        () -> ImageDataset.of("pets", SHAPE, CAT_DOG, new byte[8], new int[] {0, 2}),
                        Reason.LABEL_RANGE,
                        "pets")
                .contains("labels of 0 to 1", "2 at index 1");
        assertRefused(
                        () -> ImageDataset.of("pets", SHAPE, CAT_DOG, new byte[4], new int[] {-1}),
                        Reason.LABEL_RANGE,
                        "pets")
                .contains("-1 at index 0");
    }

    @Test
    void blankName_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageDataset.of(" ", SHAPE, CAT_DOG, pixels, labels))
                .withMessageContaining("name is blank");
        assertThatIllegalArgumentException().isThrownBy(() -> pets.withName(""));
    }

    @Test
    void fingerprint_isTheHashOfItsDocumentedBytes() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(200);
        bytes.put("mnist4j-dataset-1".getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        bytes.putInt(1).putInt(2).putInt(2).putInt(2).putInt(3);
        bytes.putInt(3).put("cat".getBytes(StandardCharsets.UTF_8));
        bytes.putInt(3).put("dog".getBytes(StandardCharsets.UTF_8));
        bytes.putShort((short) 1).putShort((short) 0).putShort((short) 1);
        bytes.put(pixels);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(bytes.array(), 0, bytes.position());

        assertThat(pets.fingerprint()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
        assertThat(pets.fingerprint()).isEqualTo(pets.fingerprint());
    }

    @Test
    void fingerprint_dependsOnContentAndNotOnTheName() {
        String fingerprint = pets.fingerprint();

        assertThat(pets.withName("animals").fingerprint()).isEqualTo(fingerprint);
        assertThat(ImageDataset.of("pets", ImageShape.of(2, 1, 2), CAT_DOG, pixels, labels)
                        .fingerprint())
                .isNotEqualTo(fingerprint);
        assertThat(ImageDataset.of("pets", SHAPE, List.of("dog", "cat"), pixels, labels)
                        .fingerprint())
                .isNotEqualTo(fingerprint);
        assertThat(ImageDataset.of("pets", SHAPE, CAT_DOG, pixels, new int[] {1, 1, 1})
                        .fingerprint())
                .isNotEqualTo(fingerprint);
        pixels[11]++;
        assertThat(ImageDataset.of("pets", SHAPE, CAT_DOG, pixels, labels).fingerprint())
                .isNotEqualTo(fingerprint);
    }

    @Test
    void partsThatDiffer_areNoTrainTest() {
        ImageDataset cows = ImageDataset.of("cows", SHAPE, List.of("cat", "cow"), pixels, labels);
        ImageDataset wide = ImageDataset.of("wide", ImageShape.of(1, 4, 1), CAT_DOG, pixels, labels);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainTest(pets, cows))
                .withMessage("cows has classes [cat, cow], but pets has [cat, dog]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Split(pets, wide))
                .withMessage("wide has 1x4x1 images, but pets has 1x2x2");
    }
}
