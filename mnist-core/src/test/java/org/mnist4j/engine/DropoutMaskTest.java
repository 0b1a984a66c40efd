package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DropoutMaskTest {

    private static float[] factors(long seed, int layer, double rate, int epoch, int image, int units) {
        float[] factors = new float[units];
        new DropoutMask(seed, layer, rate).fill(epoch, image, 0, factors, units);
        return factors;
    }

    @Test
    void fill_dropsAtTheRateAndScalesTheRest() {
        float[] factors = factors(1, 0, 0.25, 1, 17, 100_000);
        int dropped = 0;
        for (float factor : factors) {
            assertThat(factor == 0 || factor == (float) (1 / 0.75)).isTrue();
            dropped += factor == 0 ? 1 : 0;
        }
        // Binomial(100000, 0.25) has a standard deviation of 137; the tolerance is five of them.
        assertThat(dropped).isCloseTo(25_000, within(685));
    }

    @Test
    void fill_dependsOnEveryArgumentAndNothingElse() {
        float[] base = factors(1, 0, 0.5, 1, 17, 256);
        assertThat(factors(1, 0, 0.5, 1, 17, 256)).isEqualTo(base);
        assertThat(factors(2, 0, 0.5, 1, 17, 256)).isNotEqualTo(base);
        assertThat(factors(1, 1, 0.5, 1, 17, 256)).isNotEqualTo(base);
        assertThat(factors(1, 0, 0.5, 2, 17, 256)).isNotEqualTo(base);
        assertThat(factors(1, 0, 0.5, 1, 18, 256)).isNotEqualTo(base);
    }

    @Test
    void fill_rateZero_keepsEverything() {
        assertThat(factors(1, 0, 0, 1, 17, 1000)).containsOnly(1f);
    }
}
