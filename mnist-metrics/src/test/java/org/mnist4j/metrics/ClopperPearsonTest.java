package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClopperPearsonTest {

    /** Expected: scipy.stats.beta.ppf(1 - alpha, k + 1, n - k) of SciPy 1.17. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.05, 0.95",
        "1, 10, 0.05, 0.39416330243650466",
        "0, 6000, 0.0025, 0.0009980790119965904",
        "2, 5550, 0.0025, 0.0018229357121199675",
        "15, 5910, 0.0025, 0.00498932470126645",
        "159, 6000, 0.0025, 0.03286015603650653",
        "3000, 6000, 0.05, 0.5106991489580294",
        "5999, 6000, 0.05, 0.9999914511541437",
        "999, 60000, 1e-06, 0.019267385931385217",
        "59000, 60000, 0.5, 0.9833389811236946"
    })
    void upper_isTheQuantileOfBeta(int successes, int trials, double alpha, double expected) {
        assertThat(ClopperPearson.upper(successes, trials, alpha)).isCloseTo(expected, Percentage.withPercentage(1e-8));
    }

    @Test
    void noSuccess_hasTheClosedForm() {
        // (1 - p)^n = alpha
        assertThat(ClopperPearson.upper(0, 3000, 0.05)).isCloseTo(1 - Math.pow(0.05, 1.0 / 3000), within(1e-15));
    }

    @Test
    void successesOnly_andNoTrials_giveOne() {
        assertThat(ClopperPearson.upper(7, 7, 0.05)).isEqualTo(1);
        assertThat(ClopperPearson.upper(0, 0, 0.05)).isEqualTo(1);
    }
}
