package org.mnist4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.augment.Augmenter.Builder;

class AugmenterTest {

    private static final ImageDataset IMAGES = Mnist.loadTest().take(200);
    private static final ImageShape SHAPE = IMAGES.shape();

    private static Builder all(ImageShape shape, long seed) {
        return Augmenter.builder(shape, seed)
                .affine(2, 15, 0.1, 10)
                .elastic(34, 4)
                .randomErasing(0.5, 0.02, 0.2);
    }

    private static Builder strokesAndPixels(ImageShape shape, long seed) {
        return Augmenter.builder(shape, seed)
                .affine(2, 15, 0.1, 10)
                .strokeWidth(0.5, 0.5, 2)
                .redraw(0.5, 1, 5)
                .blur(0.5, 1)
                .contrast(0.5, 2, 0.1)
                .lines(0.5, 0.5, 6)
                .noise(0.5, 0.2);
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                Arguments.of(
                        (Operations) AugmenterTest::all,
                        "8278f78baf87926d5fc07a621b04e804257ff6d990f55b071ea8d5006a526e86"),
                Arguments.of(
                        (Operations) AugmenterTest::strokesAndPixels,
                        "a6d48e2ce54793c22d2d153c189d3d44091af89e863b67ebaefaa23d231532ab"));
    }

    private interface Operations {
        Builder of(ImageShape shape, long seed);
    }

    private static byte[] augmented(Augmenter augmenter, byte[] pixels, int epoch, int image, Workspace workspace) {
        byte[] target = new byte[pixels.length];
        augmenter.apply(pixels, epoch, image, target, workspace);
        return target;
    }

    private static byte[] augmented(Augmenter augmenter, int epoch, int image) {
        return augmented(augmenter, IMAGES.pixels(image), epoch, image, augmenter.newWorkspace());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void imagesOfAnEpoch_areTheSameBitsOnEveryMachine(Operations operations, String golden) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Augmenter augmenter = operations.of(SHAPE, 42).build();
        for (int image = 0; image < IMAGES.size(); image++) {
            digest.update(augmented(augmenter, 3, image));
        }

        // Golden values: computed with StrictMath and Java's float arithmetic in a fixed order only.
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void result_dependsOnSeedEpochAndImageOnly(Operations operations) {
        Augmenter augmenter = operations.of(SHAPE, 42).build();
        byte[][] expected = new byte[IMAGES.size()][];
        Workspace used = augmenter.newWorkspace();
        for (int image = 0; image < expected.length; image++) {
            expected[image] = augmented(augmenter, IMAGES.pixels(image), 7, image, used);
        }
        for (int image = expected.length - 1; image >= 0; image--) {
            augmented(augmenter, IMAGES.pixels(image), 6, image, used);
            assertThat(augmented(augmenter, IMAGES.pixels(image), 7, image, used))
                    .isEqualTo(expected[image]);
        }
        IntStream.range(0, expected.length)
                .parallel()
                .forEach(image -> assertThat(augmented(augmenter, 7, image)).isEqualTo(expected[image]));
        assertThat(augmented(operations.of(SHAPE, 42).build(), 7, 5)).isEqualTo(expected[5]);
    }

    @Test
    void otherSeedEpochOrImage_givesAnotherPicture() {
        byte[] pixels = IMAGES.pixels(0);
        Set<String> pictures = new HashSet<>();
        for (long seed = 0; seed < 3; seed++) {
            Augmenter augmenter = all(SHAPE, seed).build();
            for (int epoch = 1; epoch <= 3; epoch++) {
                for (int image = 0; image < 3; image++) {
                    pictures.add(Arrays.toString(augmented(augmenter, pixels, epoch, image, augmenter.newWorkspace())));
                }
            }
        }
        assertThat(pictures).hasSize(27);
    }

    @Test
    void channels_moveTogether() {
        ImageShape colour = ImageShape.of(28, 28, 3);
        byte[] pixels = new byte[colour.size()];
        for (int c = 0; c < 3; c++) {
            byte[] grey = IMAGES.pixels(c);
            for (int i = 0; i < grey.length; i++) {
                pixels[3 * i + c] = grey[i];
            }
        }
        Augmenter ofColour = all(colour, 42).build();
        byte[] actual = augmented(ofColour, pixels, 1, 9, ofColour.newWorkspace());

        Augmenter ofGrey = all(SHAPE, 42).build();
        for (int c = 0; c < 3; c++) {
            byte[] expected = augmented(ofGrey, IMAGES.pixels(c), 1, 9, ofGrey.newWorkspace());
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[3 * i + c]).isEqualTo(expected[i]);
            }
        }
    }

    @Test
    void operation_drawsTheSameNumbers_regardlessOfOthers() {
        byte[] white = new byte[SHAPE.size()];
        Arrays.fill(white, (byte) 255);
        Augmenter one = Augmenter.builder(SHAPE, 1)
                .elastic(1, 4)
                .randomErasing(1, 0.02, 0.2)
                .build();
        Augmenter other = Augmenter.builder(SHAPE, 1)
                .affine(0.1, 0, 0, 0)
                .randomErasing(1, 0.02, 0.2)
                .build();

        // Neither warp moves the white border much, so only a hole is black in the middle.
        byte[] a = augmented(one, white, 1, 0, one.newWorkspace());
        byte[] b = augmented(other, white, 1, 0, other.newWorkspace());
        for (int i = 0; i < a.length; i++) {
            assertThat(a[i] == 0).as("pixel %d", i).isEqualTo(b[i] == 0);
        }
        assertThat(a).contains((byte) 0);
    }

    @Test
    void adjacentWarps_areOneStep() {
        assertThat(Augmenter.builder(SHAPE, 1).build()).hasToString("Augmenter[28x28x1, 0 steps]");
        assertThat(Augmenter.builder(SHAPE, 1).affine(1, 0, 0, 0).elastic(34, 4).build())
                .hasToString("Augmenter[28x28x1, 1 step]");
        assertThat(Augmenter.builder(SHAPE, 1)
                        .affine(1, 0, 0, 0)
                        .randomErasing(1, 0.1, 0.1)
                        .elastic(34, 4)
                        .build())
                .hasToString("Augmenter[28x28x1, 3 steps]");
    }

    @Test
    void noOperation_isTheIdentity() {
        Augmenter augmenter = Augmenter.builder(SHAPE, 1).build();

        assertThat(augmenter.isIdentity()).isTrue();
        assertThat(augmented(augmenter, 1, 3)).isEqualTo(IMAGES.pixels(3));
        assertThat(all(SHAPE, 1).build().isIdentity()).isFalse();
    }

    @Test
    void target_mayBeTheImageItself() {
        Augmenter augmenter = all(SHAPE, 42).build();
        byte[] pixels = IMAGES.pixels(8);

        augmenter.apply(pixels, 2, 8, pixels, augmenter.newWorkspace());

        assertThat(pixels).isEqualTo(augmented(augmenter, 2, 8));
    }

    @Test
    void strokesAndPixels_allocateNothing() {
        Augmenter augmenter = strokesAndPixels(SHAPE, 42).build();
        Workspace workspace = augmenter.newWorkspace();
        byte[] pixels = IMAGES.pixels(3);
        byte[] target = new byte[pixels.length];
        for (int epoch = 1; epoch <= 200; epoch++) {
            augmenter.apply(pixels, epoch, 3, target, workspace);
        }

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int epoch = 1; epoch <= 2000; epoch++) {
            augmenter.apply(pixels, epoch, 3, target, workspace);
        }

        // Newer JDKs allocate a little in StrictMath, which affine uses; one array of pixels per image would be 1.5 MB.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(300_000);
    }

    static Stream<Arguments> badOperations() {
        return Stream.of(
                bad(b -> b.affine(-1, 0, 0, 0), "maxShift: expected 0.0 to 4096.0, was -1.0"),
                bad(b -> b.affine(1, 181, 0, 0), "maxRotation: expected 0.0 to 180.0, was 181.0"),
                bad(b -> b.affine(1, 0, 1, 0), "maxScale: expected 0.0 to 0.9, was 1.0"),
                bad(b -> b.affine(1, 0, 0, 90), "maxShear: expected 0.0 to 60.0, was 90.0"),
                bad(b -> b.affine(Double.NaN, 0, 0, 0), "maxShift: expected 0.0 to 4096.0, was NaN"),
                bad(b -> b.affine(0, 0, 0, 0), "affine: all four limits are 0"),
                bad(b -> b.elastic(0, 4), "alpha: expected more than 0, at most 100000.0, was 0.0"),
                bad(b -> b.elastic(34, Double.POSITIVE_INFINITY), "sigma: expected more than 0, at most 100.0"),
                bad(b -> b.horizontalFlip(0), "probability: expected more than 0, at most 1.0, was 0.0"),
                bad(b -> b.randomErasing(1.5, 0.1, 0.2), "probability: expected more than 0, at most 1.0, was 1.5"),
                bad(b -> b.randomErasing(1, 0, 0.2), "minArea: expected more than 0, at most 1.0, was 0.0"),
                bad(b -> b.randomErasing(1, 0.3, 0.2), "maxArea: expected 0.3 to 1.0, was 0.2"),
                bad(b -> b.strokeWidth(0, 1, 2), "probability: expected more than 0, at most 1.0, was 0.0"),
                bad(b -> b.strokeWidth(1, 0, 2), "minFactor: expected 0.1 to 10.0, was 0.0"),
                bad(b -> b.strokeWidth(1, 2, 1.5), "maxFactor: expected 2.0 to 10.0, was 1.5"),
                bad(b -> b.strokeWidth(1, 1, 1), "strokeWidth: both factors are 1"),
                bad(b -> b.redraw(2, 1, 2), "probability: expected more than 0, at most 1.0, was 2.0"),
                bad(b -> b.redraw(1, 0.5, 2), "minWidth: expected 1.0 to 16.0, was 0.5"),
                bad(b -> b.redraw(1, 3, 2), "maxWidth: expected 3.0 to 16.0, was 2.0"),
                bad(b -> b.noise(1, 0), "maxSigma: expected more than 0, at most 1.0, was 0.0"),
                bad(b -> b.blur(1, 101), "maxSigma: expected more than 0, at most 100.0, was 101.0"),
                bad(b -> b.contrast(1, 0.5, 0), "maxFactor: expected 1.0 to 100.0, was 0.5"),
                bad(b -> b.contrast(1, 2, 1.5), "maxBrightness: expected 0.0 to 1.0, was 1.5"),
                bad(b -> b.contrast(1, 1, 0), "contrast: maxFactor is 1 and maxBrightness 0"),
                bad(b -> b.lines(1, 0, 6), "maxLevel: expected more than 0, at most 1.0, was 0.0"),
                bad(b -> b.lines(1, 1, 1), "minSpacing: expected 2.0 to 4096.0, was 1.0"));
    }

    private static Arguments bad(UnaryOperator<Builder> operation, String message) {
        return Arguments.of(operation, message);
    }

    @ParameterizedTest
    @MethodSource("badOperations")
    void operationOutOfRange_isRefused(UnaryOperator<Builder> operation, String message) {
        assertThatThrownBy(() -> operation.apply(Augmenter.builder(SHAPE, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void arraysAndWorkspaceOfAnotherShape_areRefused() {
        Augmenter augmenter = all(SHAPE, 1).build();
        Workspace workspace = augmenter.newWorkspace();
        Workspace foreign = all(ImageShape.of(14, 56, 1), 1).build().newWorkspace();

        assertThatThrownBy(() -> augmenter.apply(new byte[783], 1, 0, new byte[784], workspace))
                .hasMessage("pixels: expected 784 bytes, as images of 28x28x1 have, was 783");
        assertThatThrownBy(() -> augmenter.apply(new byte[784], 1, 0, new byte[785], workspace))
                .hasMessage("target: expected 784 bytes, as images of 28x28x1 have, was 785");
        assertThatThrownBy(() -> augmenter.apply(new byte[784], 1, 0, new byte[784], foreign))
                .hasMessageContaining("workspace: expected one for images of 28x28x1, was one for 14x56x1");
    }
}
