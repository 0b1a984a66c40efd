package org.mnist4j.data.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoisesTest {

    private static final int IMAGES = 100;

    @ParameterizedTest
    @CsvSource({"1, 0.08", "2, 0.12"})
    void gaussianNoise_hasMeanZeroAndItsStandardDeviation(int severity, double sigma) {
        double[] values = Pictures.values(Perturbation.GAUSSIAN_NOISE, severity, Pictures.of(128), IMAGES);

        // Four standard errors of 78,400 values.
        assertThat(Pictures.mean(values)).isCloseTo(128 / 255.0, within(4 * sigma / 280));
        assertThat(Pictures.deviation(values)).isCloseTo(sigma, within(4 * sigma / 396 + 1e-5));
    }

    @ParameterizedTest
    @CsvSource({"3, 0.18", "4, 0.26", "5, 0.38"})
    void gaussianNoiseOnBlack_isPositiveInOneHalf(int severity, double sigma) {
        double[] values = Pictures.values(Perturbation.GAUSSIAN_NOISE, severity, Pictures.of(0), IMAGES);

        double positive = Arrays.stream(values).filter(v -> v > 0.5 / 255).count() / (double) values.length;
        assertThat(positive).isCloseTo(0.5, within(0.012));
        // The mean of max(0, z) is 1 / sqrt(2 pi); the cut at white takes little of it.
        assertThat(Pictures.mean(values)).isCloseTo(sigma / Math.sqrt(2 * Math.PI), within(0.003));
    }

    @ParameterizedTest
    @CsvSource({"1, 60, 40", "1, 60, 100", "2, 25, 100", "3, 12, 60", "4, 5, 30", "5, 3, 20"})
    void shotNoise_hasThePoissonMeanAndVariance(int severity, double photons, int level) {
        double[] values = Pictures.values(Perturbation.SHOT_NOISE, severity, Pictures.of(level), IMAGES);

        double x = level / 255.0;
        assertThat(Pictures.mean(values)).isCloseTo(x, within(0.004));
        assertThat(Pictures.deviation(values)).isCloseTo(Math.sqrt(x / photons), within(0.005));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.03", "2, 0.06", "3, 0.09", "4, 0.17", "5, 0.27"})
    void impulseNoise_changesItsShareOfPixels_toBlackAndWhiteEqually(int severity, double share) {
        double[] values = Pictures.values(Perturbation.IMPULSE_NOISE, severity, Pictures.of(100), IMAGES);

        double black = Arrays.stream(values).filter(v -> v == 0).count() / (double) values.length;
        double white = Arrays.stream(values).filter(v -> v == 1).count() / (double) values.length;
        double kept = Arrays.stream(values).filter(v -> v == 100 / 255.0).count() / (double) values.length;
        assertThat(black).isCloseTo(share / 2, within(0.007));
        assertThat(white).isCloseTo(share / 2, within(0.007));
        assertThat(black + white + kept).isCloseTo(1, within(1e-9));
    }
}
