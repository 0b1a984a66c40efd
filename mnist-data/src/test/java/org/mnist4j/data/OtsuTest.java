package org.mnist4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.random.RandomStream;

class OtsuTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 254})
    void twoTones_areSeparatedHalfway(int ink) {
        GreyImage image = Sheet.of(10, 10, 0).box(2, 2, 3, 1, ink).image();

        assertThat(Otsu.threshold(image)).isEqualTo(ink / 2.0);
    }

    /** The definition: the threshold has the least variance within the two classes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void threshold_hasTheLeastVarianceWithinTheClasses(long seed) {
        RandomStream random = RandomStream.of(seed, "otsu");
        GreyImage image = Sheet.of(20, 20, (y, x) -> x < 6 ? random.nextInt(100) : 60 + random.nextInt(196))
                .image();

        double least = Double.MAX_VALUE;
        for (int threshold = 0; threshold < 255; threshold++) {
            least = Math.min(least, within(image, threshold + 0.5));
        }
        assertThat(within(image, Otsu.threshold(image))).isCloseTo(least, offset(1e-6));
    }

    /** The sum of squared deviations from the class's mean. */
    private static double within(GreyImage image, double threshold) {
        double[] count = new double[2];
        double[] sum = new double[2];
        double[] squares = new double[2];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                double value = image.value(y, x);
                int side = value > threshold ? 1 : 0;
                count[side]++;
                sum[side] += value;
                squares[side] += value * value;
            }
        }
        double within = 0;
        for (int side = 0; side < 2; side++) {
            within += count[side] == 0 ? 0 : squares[side] - sum[side] * sum[side] / count[side];
        }
        return within;
    }
}
