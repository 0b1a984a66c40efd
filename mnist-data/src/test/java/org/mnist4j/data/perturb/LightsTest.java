package org.mnist4j.data.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LightsTest {

    @Test
    void brightness_addsToEveryPixel() {
        byte[] image = Pictures.white(Pictures.of(51), 0, 0, 0, 0); // 0.2

        byte[] brighter = Pictures.perturbed(Perturbation.BRIGHTNESS, 3, image);

        assertThat(brighter[1] & 0xFF).isEqualTo(128); // 0.2 + 0.3
        assertThat(brighter[0] & 0xFF).isEqualTo(255);
    }

    @Test
    void contrast_shrinksTheDistanceFromTheMean() {
        byte[] image = Pictures.white(Pictures.of(0), 0, 0, 13, 27); // the upper half

        byte[] flat = Pictures.perturbed(Perturbation.CONTRAST, 1, image);

        assertThat(flat[0] & 0xFF).isEqualTo(179); // 0.5 + 0.4 * 0.5
        assertThat(flat[783] & 0xFF).isEqualTo(77); // 0.3, rounded
    }

    @ParameterizedTest
    @CsvSource({"1, 0.4", "2, 0.8", "3, 1.2", "4, 1.6", "5, 2"})
    void fog_liesBetweenNoneAndItsDensity(int severity, double density) {
        double[] onBlack = Pictures.values(Perturbation.FOG, severity, Pictures.of(0), 1);
        double[] onWhite = Pictures.values(Perturbation.FOG, severity, Pictures.of(255), 1);

        assertThat(Arrays.stream(onBlack).min()).hasValue(0);
        assertThat(Arrays.stream(onBlack).max().orElseThrow()).isCloseTo(density / (1 + density), within(0.5 / 255));
        for (int i = 0; i < onBlack.length; i++) {
            assertThat(onWhite[i] - onBlack[i]).isCloseTo(1 / (1 + density), within(1.1 / 255));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0.1", "2, 0.2", "3, 0.3", "4, 0.45", "5, 0.6"})
    void unevenLight_fallsLinearlyToACorner(int severity, double fall) {
        double[] values = Pictures.values(Perturbation.UNEVEN_LIGHT, severity, Pictures.of(0), 1);

        assertThat(Arrays.stream(values).max().orElseThrow()).isCloseTo(fall, within(0.5 / 255));
        assertThat(Arrays.stream(values).min()).hasValue(0);
        for (int y = 0; y < 28; y++) {
            for (int x = 1; x < 27; x++) {
                double bend = values[y * 28 + x - 1] - 2 * values[y * 28 + x] + values[y * 28 + x + 1];
                assertThat(bend).isCloseTo(0, within(2.1 / 255));
            }
        }
        assertThat(Pictures.perturbed(Perturbation.UNEVEN_LIGHT, severity, Pictures.of(255)))
                .as("ink takes all light already")
                .containsOnly((byte) 255);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.15", "2, 0.3", "3, 0.45", "4, 0.6", "5, 0.75"})
    void paperTexture_takesHalfItsStrengthInTheMean(int severity, double strength) {
        double[] values = Pictures.values(Perturbation.PAPER_TEXTURE, severity, Pictures.of(0), 50);

        assertThat(Pictures.mean(values)).isCloseTo(strength / 2, within(0.006));
        // A normal variable clamped at two standard deviations has 0.96 of them.
        assertThat(Pictures.deviation(values)).isCloseTo(0.96 * strength / 4, within(0.006));
    }
}
