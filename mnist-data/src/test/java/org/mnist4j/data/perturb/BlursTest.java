package org.mnist4j.data.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.random.RandomStream;

class BlursTest {

    private static final byte[] SQUARE = Pictures.white(Pictures.of(0), 12, 12, 15, 15);

    /** Variances add: that of the square of four pixels is (16 - 1) / 12. */
    @ParameterizedTest
    @CsvSource({"1, 0.5", "2, 1", "3, 1.5", "4, 2", "5, 2.5"})
    void gaussianBlur_addsItsVarianceAndKeepsTheLight(int severity, double sigma) {
        byte[] blurred = Pictures.perturbed(Perturbation.GAUSSIAN_BLUR, severity, SQUARE);

        double[] moments = Pictures.moments(blurred);
        assertThat(Pictures.sum(blurred)).isCloseTo(16, within(0.3));
        // Cut off at three standard deviations, and rounded pixels: a few percent less.
        assertThat(moments[2]).isCloseTo(15 / 12.0 + sigma * sigma, within(0.06 * sigma * sigma + 0.03));
        assertThat(moments[4]).isCloseTo(moments[2], within(0.02));
        assertThat(moments[3]).isCloseTo(0, within(0.02));
    }

    @Test
    void gaussianBlurOfOneColour_isTheSameUpToTheBorder() {
        assertThat(Pictures.perturbed(Perturbation.GAUSSIAN_BLUR, 5, Pictures.of(90)))
                .containsOnly((byte) 90);
    }

    /** Along the line the samples are uniform: with n steps of 1/2 pixel, the variance is (n^2 - 1) / 48. */
    @ParameterizedTest
    @CsvSource({"1, 7", "2, 11", "3, 15", "4, 19", "5, 23"})
    void motionBlur_spreadsAlongOneLine(int severity, int samples) {
        byte[] blurred = Pictures.perturbed(Perturbation.MOTION_BLUR, severity, SQUARE);

        double[] moments = Pictures.moments(blurred);
        double addedX = moments[2] - 15 / 12.0;
        double addedY = moments[4] - 15 / 12.0;
        assertThat(Pictures.sum(blurred)).isCloseTo(16, within(0.3));
        double angle =
                Math.PI / 4 * (2 * RandomStream.of(1, "perturb-motionBlur", 0).nextDouble() - 1);
        double along = (samples * samples - 1) / 48.0;
        // Interpolation adds up to a quarter of a square pixel in each direction.
        assertThat(addedX - along * Math.cos(angle) * Math.cos(angle)).isBetween(-0.05, 0.3);
        assertThat(addedY - along * Math.sin(angle) * Math.sin(angle)).isBetween(-0.05, 0.3);
        assertThat(moments[3]).isCloseTo(along * Math.cos(angle) * Math.sin(angle), within(0.1));
    }
}
