package org.mnist4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;

class StrokeWidthTest {

    private static final ImageDataset IMAGES = Mnist.loadTest().take(100);

    private static byte[] apply(ImageShape shape, double min, double max, byte[] pixels, int image) {
        Augmenter augmenter =
                Augmenter.builder(shape, 3).strokeWidth(1, min, max).build();
        byte[] target = new byte[pixels.length];
        augmenter.apply(pixels, 1, image, target, augmenter.newWorkspace());
        return target;
    }

    /** A vertical bar from the upper to the lower border. */
    private static byte[] bar(int width) {
        byte[] pixels = new byte[20 * 40];
        for (int row = 0; row < 20; row++) {
            Arrays.fill(pixels, row * 40 + 20 - width / 2, row * 40 + 20 + width / 2, (byte) 255);
        }
        return pixels;
    }

    @ParameterizedTest
    @CsvSource({"4, 2, 8", "4, 0.5, 2", "8, 1.5, 12", "8, 0.25, 2", "2, 5, 10"})
    void bar_isWidenedByTheFactor(int width, double factor, int expected) {
        assertThat(apply(ImageShape.of(20, 40, 1), factor, factor, bar(width), 0))
                .isEqualTo(bar(expected));
    }

    @Test
    void fractionOfAPixel_isAShareOfItsLevel() {
        // Each side grows by (1.25 - 1) * 4 / 2 = 0.5 pixels: 0.5 of 255, rounded up.
        byte[] actual = apply(ImageShape.of(20, 40, 1), 1.25, 1.25, bar(4), 0);

        assertThat(Arrays.copyOfRange(actual, 16, 24))
                .isEqualTo(new byte[] {0, (byte) 128, (byte) 255, (byte) 255, (byte) 255, (byte) 255, (byte) 128, 0});
    }

    /** The definition in double precision, with the square of every pixel's neighbourhood searched. */
    private static double[] reference(byte[] pixels, double factor) {
        double area = 0;
        double outline = 0;
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                int level = pixels[y * 28 + x] & 0xFF;
                area += level;
                int right = x == 27 ? level : pixels[y * 28 + x + 1] & 0xFF;
                int below = y == 27 ? level : pixels[y * 28 + x + 28] & 0xFF;
                outline += Math.hypot(right - level, below - level);
            }
        }
        double radius = (factor - 1) * area / outline;
        double[] result = new double[784];
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                double best = 0;
                for (int v = 0; v < 28; v++) {
                    for (int u = 0; u < 28; u++) {
                        double weight = Math.min(1, Math.max(0, Math.abs(radius) + 1 - Math.hypot(y - v, x - u)));
                        int level = pixels[v * 28 + u] & 0xFF;
                        best = Math.max(best, weight * (radius < 0 ? 255 - level : level));
                    }
                }
                result[y * 28 + x] = radius < 0 ? 255 - best : best;
            }
        }
        return result;
    }

    @ParameterizedTest
    @CsvSource({"0.3", "0.7", "1.01", "1.6", "2.5"})
    void digits_areAsDefined(double factor) {
        for (int image = 0; image < IMAGES.size(); image++) {
            byte[] actual = apply(IMAGES.shape(), factor, factor, IMAGES.pixels(image), image);
            double[] expected = reference(IMAGES.pixels(image), factor);
            for (int i = 0; i < 784; i++) {
                // Weights are rounded to 1/256, which is up to half a level, and so is the result.
                assertThat((double) (actual[i] & 0xFF)).isCloseTo(expected[i], within(1.01));
            }
        }
    }

    @Test
    void factors_areLogUniformWithinTheirRange() {
        int thinner = 0;
        for (int image = 0; image < 1000; image++) {
            byte[] actual = apply(ImageShape.of(20, 40, 1), 0.5, 2, bar(8), image);
            double width = 0;
            for (int x = 0; x < 40; x++) {
                width += (actual[10 * 40 + x] & 0xFF) / 255.0;
            }
            assertThat(width).isBetween(4.0, 16.0);
            thinner += width < 8 ? 1 : 0;
        }
        // Half of them are expected, with a standard deviation of 16.
        assertThat(thinner).isBetween(435, 565);
    }

    @Test
    void blackImage_staysBlack() {
        assertThat(apply(IMAGES.shape(), 2, 2, new byte[784], 0)).isEqualTo(new byte[784]);
        assertThat(apply(IMAGES.shape(), 0.5, 0.5, new byte[784], 0)).isEqualTo(new byte[784]);
    }
}
