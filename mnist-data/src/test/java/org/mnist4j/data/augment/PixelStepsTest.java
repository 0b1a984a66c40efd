package org.mnist4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;

/** Noise, blur, contrast and lines. */
class PixelStepsTest {

    private static final ImageShape LARGE = ImageShape.of(200, 200, 1);

    private static byte[] grey(ImageShape shape, int level) {
        byte[] pixels = new byte[shape.size()];
        Arrays.fill(pixels, (byte) level);
        return pixels;
    }

    private static byte[] apply(Augmenter.Builder builder, byte[] pixels, int image) {
        Augmenter augmenter = builder.build();
        byte[] target = new byte[pixels.length];
        augmenter.apply(pixels, 1, image, target, augmenter.newWorkspace());
        return target;
    }

    @Test
    void noise_isNearlyNormal_andItsDeviationUniformOverImages() {
        double meanDeviation = 0;
        int images = 200;
        for (int image = 0; image < images; image++) {
            byte[] actual = apply(Augmenter.builder(LARGE, 3).noise(1, 0.1), grey(LARGE, 128), image);
            double sum = 0;
            double squares = 0;
            double fourth = 0;
            for (byte pixel : actual) {
                double z = (pixel & 0xFF) - 128;
                sum += z;
                squares += z * z;
                fourth += z * z * z * z;
            }
            double variance = squares / actual.length;
            assertThat(sum / actual.length).isCloseTo(0, within(0.7)); // five standard errors at 25.5 levels
            assertThat(Math.sqrt(variance)).isLessThan(25.7);
            if (variance > 16) {
                // The kurtosis of four uniform numbers is 3 - 6 / 5 / 4 = 2.7.
                assertThat(fourth / actual.length / (variance * variance)).isCloseTo(2.7, within(0.15));
            }
            meanDeviation += Math.sqrt(variance) / images;
        }
        // Uniform in 0 to 25.5: the mean is 12.75, with a standard error of 0.52.
        assertThat(meanDeviation).isCloseTo(12.75, within(2.1));
    }

    @Test
    void noise_isCutOffAtBlackAndWhite_andIndependentBetweenPixels() {
        byte[] onBlack = apply(Augmenter.builder(LARGE, 3).noise(1, 1), grey(LARGE, 0), 1);
        int black = 0;
        double products = 0;
        double squares = 0;
        byte[] onGrey = apply(Augmenter.builder(LARGE, 3).noise(1, 0.1), grey(LARGE, 128), 1);
        for (int i = 0; i + 1 < onBlack.length; i++) {
            black += onBlack[i] == 0 ? 1 : 0;
            products += ((onGrey[i] & 0xFF) - 128) * ((onGrey[i + 1] & 0xFF) - 128);
            squares += ((onGrey[i] & 0xFF) - 128) * ((onGrey[i] & 0xFF) - 128);
        }

        assertThat(black / 40_000.0).isCloseTo(0.5, within(0.03));
        assertThat(products / squares).isCloseTo(0, within(0.025)); // five standard errors
    }

    @Test
    void blur_spreadsAPixelByTheGaussian_ofSixteenWidths() {
        ImageShape shape = ImageShape.of(31, 33, 1);
        byte[] dot = new byte[shape.size()];
        int middle = 15 * 33 + 16;
        dot[middle] = (byte) 255;
        Set<Integer> levels = new HashSet<>();
        for (int image = 0; image < 400; image++) {
            byte[] actual = apply(Augmenter.builder(shape, 3).blur(1, 4), dot, image);
            int level = actual[middle] & 0xFF;
            levels.add(level);
            for (int dy = -3; dy <= 3; dy++) {
                for (int dx = -3; dx <= 3; dx++) {
                    assertThat(actual[middle + 33 * dy + dx]).isEqualTo(actual[middle - 33 * dy - dx]);
                }
            }
        }
        double[] weights = new double[16];
        for (int k = 1; k <= 16; k++) {
            double sigma = k / 4.0;
            double sum = 0;
            for (int i = -(int) Math.ceil(3 * sigma); i <= Math.ceil(3 * sigma); i++) {
                sum += Math.exp(-i * i / (2 * sigma * sigma));
            }
            weights[k - 1] = Math.floor(255 / (sum * sum) + 0.5);
        }

        assertThat(levels)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(weights)
                        .mapToInt(w -> (int) w)
                        .boxed()
                        .distinct()
                        .toList());
    }

    @Test
    void blur_treatsRowsColumnsAndChannelsAlike() {
        ImageShape shape = ImageShape.of(6, 9, 2);
        byte[] pixels = new byte[shape.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (37 * i * i + i);
        }
        ImageShape turned = ImageShape.of(9, 6, 2);
        byte[] transposed = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int c = i % 2;
            transposed[(i / 2 % 9 * 6 + i / 2 / 9) * 2 + (1 - c)] = pixels[i];
        }

        byte[] actual = apply(Augmenter.builder(shape, 3).blur(1, 2), pixels, 5);
        byte[] other = apply(Augmenter.builder(turned, 3).blur(1, 2), transposed, 5);

        assertThat(actual).isNotEqualTo(pixels);
        for (int i = 0; i < pixels.length; i++) {
            int c = i % 2;
            // Rows first or columns first: the same sum in another order.
            assertThat(other[(i / 2 % 9 * 6 + i / 2 / 9) * 2 + (1 - c)] & 0xFF).isCloseTo(actual[i] & 0xFF, within(1));
        }
    }

    @Test
    void contrast_isOneLineForAllLevels() {
        ImageShape shape = ImageShape.of(1, 256, 1);
        byte[] ramp = new byte[256];
        for (int i = 0; i < 256; i++) {
            ramp[i] = (byte) i;
        }
        int steeper = 0;
        int brighter = 0;
        for (int image = 0; image < 1000; image++) {
            byte[] actual = apply(Augmenter.builder(shape, 3).contrast(1, 2, 0.1), ramp, image);
            // In the middle nothing is cut off: the slope from 40 levels on either side.
            double slope = ((actual[167] & 0xFF) - (actual[87] & 0xFF)) / 80.0;
            double middle = ((actual[167] & 0xFF) + (actual[87] & 0xFF)) / 2.0 + slope / 2;
            assertThat(slope).isBetween(0.49, 2.01);
            assertThat(middle).isBetween(127.5 - 26.5, 127.5 + 26.5);
            steeper += slope > 1 ? 1 : 0;
            brighter += middle > 127.5 ? 1 : 0;
            for (int level = 0; level < 256; level++) {
                double expected = Math.min(255, Math.max(0, middle + slope * (level - 127.5)));
                assertThat((double) (actual[level] & 0xFF)).isCloseTo(expected, within(3.0));
            }
        }
        // Half of a thousand each, with a standard deviation of 16.
        assertThat(steeper).isBetween(435, 565);
        assertThat(brighter).isBetween(435, 565);
    }

    @Test
    void lines_areParallelThinAndNoBrighterThanTheirLimit() {
        int upright = 0;
        for (int image = 0; image < 300; image++) {
            byte[] actual = apply(Augmenter.builder(LARGE, 3).lines(1, 0.5, 20), grey(LARGE, 0), image);
            int inColumn = 0;
            int inRow = 0;
            int ink = 0;
            for (int i = 0; i < actual.length; i++) {
                assertThat(actual[i] & 0xFF).isLessThanOrEqualTo(128);
                ink += actual[i] != 0 ? 1 : 0;
            }
            for (int i = 0; i < 200; i++) {
                inColumn += actual[i * 200 + 100] != 0 ? 1 : 0;
                inRow += actual[100 * 200 + i] != 0 ? 1 : 0;
            }
            // At most ten lines and a part of one, 200 pixels long, with ink in two pixels across.
            assertThat(ink).isLessThanOrEqualTo(11 * 201 * 3);
            upright += inRow > inColumn ? 1 : 0;
        }
        // Half of 300, with a standard deviation of 8.7; lines that miss the middle count as level.
        assertThat(upright).isBetween(90, 190);
    }

    @Test
    void lines_leaveBrighterPixels_andHaveTheirDistance() {
        byte[] level = grey(LARGE, 128);
        assertThat(apply(Augmenter.builder(LARGE, 3).lines(1, 0.5, 20), level, 4))
                .isEqualTo(level);

        // The spacing is that of the image's longer side if minSpacing is larger: one line, or two at the borders.
        for (int image = 0; image < 50; image++) {
            byte[] actual = apply(Augmenter.builder(LARGE, 3).lines(1, 1, 4096), grey(LARGE, 0), image);
            int rows = 0;
            int columns = 0;
            for (int i = 0; i < 200; i++) {
                rows += actual[i * 200] != 0 ? 1 : 0;
                columns += actual[i] != 0 ? 1 : 0;
            }
            assertThat(Math.min(rows, columns)).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void steps_comeWithTheirProbability() {
        ImageDataset images = Mnist.loadTest();
        ImageShape shape = images.shape();
        for (Augmenter augmenter : new Augmenter[] {
            Augmenter.builder(shape, 3).strokeWidth(0.25, 0.5, 0.7).build(),
            Augmenter.builder(shape, 3).noise(0.25, 0.5).build(),
            Augmenter.builder(shape, 3).blur(0.25, 4).build(),
            Augmenter.builder(shape, 3).contrast(0.25, 4, 0).build(),
            Augmenter.builder(shape, 3).lines(0.25, 0.5, 6).build()
        }) {
            Workspace workspace = augmenter.newWorkspace();
            byte[] target = new byte[shape.size()];
            int changed = 0;
            for (int image = 0; image < 4000; image++) {
                byte[] pixels = images.pixels(image);
                augmenter.apply(pixels, 1, image, target, workspace);
                changed += Arrays.equals(pixels, target) ? 0 : 1;
            }
            // 1000 are expected, with a standard deviation of 27; a few changes are too small to be seen.
            assertThat(changed).as(augmenter.toString()).isBetween(850, 1130);
        }
    }
}
