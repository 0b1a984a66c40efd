package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WilsonIntervalTest {
    private static final Offset<Double> ROUNDING = within(1e-14);

    @Test
    void twoOfFour_atTwoStandardErrors_matchesTheHandComputation() {
        // P(|Z| <= 2) = erf(sqrt 2). With z^2 = n = 4: (1/2 + 4/8 -+ 2 sqrt(1/16 + 4/64)) / 2 = 1/2 -+ sqrt(1/8).
        Interval interval = WilsonInterval.of(2, 4, 0.9544997361036416);

        assertThat(interval.estimate()).isEqualTo(0.5);
        assertThat(interval.low()).isCloseTo(0.5 - Math.sqrt(0.125), ROUNDING);
        assertThat(interval.high()).isCloseTo(0.5 + Math.sqrt(0.125), ROUNDING);
        assertThat(interval.confidence()).isEqualTo(0.9544997361036416);
    }

    /** SciPy 1.10.1: {@code binomtest(successes, trials).proportion_ci(confidence, "wilson")}. */
    @ParameterizedTest
    @CsvSource({
        "9731, 10000, 0.95, 0.9697426894962444, 0.9760939712454213",
        "3, 4, 0.95, 0.30064184258240184, 0.9544127391902995",
        "5, 10, 0.9, 0.26927182113826725, 0.7307281788617328",
        "50, 100, 0.999, 0.343717075474757, 0.6562829245252431",
        "0, 10, 0.95, 0, 0.27753279986288926",
        "10, 10, 0.99, 0.6011459066950919, 1",
        "1, 1, 0.95, 0.20654931437723745, 1",
        "1234567, 1234567, 0.95, 0.9999968884257657, 1"
    })
    void ends_areSciPys(long successes, long trials, double confidence, double low, double high) {
        Interval interval = WilsonInterval.of(successes, trials, confidence);

        assertThat(interval.estimate()).isEqualTo((double) successes / trials);
        assertThat(interval.low()).isCloseTo(low, ROUNDING);
        assertThat(interval.high()).isCloseTo(high, ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 10, 1_000, 3_000_000_000L})
    void noSuccessOrNoFailure_endsAtZeroOrOneExactly(long trials) {
        Interval none = WilsonInterval.of(0, trials, 0.95);
        Interval all = WilsonInterval.of(trials, trials, 0.95);

        assertThat(none.low()).isZero();
        assertThat(none.high()).isStrictlyBetween(0.0, 1.0);
        assertThat(all.high()).isEqualTo(1);
        assertThat(all.low()).isCloseTo(1 - none.high(), ROUNDING);
    }

    /** Literals from SciPy 1.10.1; counts are integers, so the coverage oscillates around the confidence. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0.9463221503549898",
        "0.9, 0.9490978421882557",
        "0.97, 0.9493673315611579",
        "0.99, 0.963536309818377"
    })
    void coverage_isNearTheConfidence(double p, double expected) {
        // The binomial probability that the interval of a sample of 1,000 contains p.
        int n = 1_000;
        double logProbability = n * Math.log(1 - p);
        double coverage = 0;
        for (int k = 0; k <= n; k++) {
            coverage += WilsonInterval.of(k, n, 0.95).contains(p) ? Math.exp(logProbability) : 0;
            logProbability += Math.log(p / (1 - p) * (n - k) / (k + 1));
        }
        assertThat(coverage).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000_000_000_000_000_000L})
    void ends_neverLeaveZeroToOne(long successes) {
        long trials = successes + 1;
        Interval interval = WilsonInterval.of(successes, trials, 0.95);

        assertThat(interval.low()).isBetween(0.0, 1.0);
        assertThat(interval.high()).isBetween(interval.low(), 1.0);
        assertThat(WilsonInterval.of(1, trials, 0.95).low()).isBetween(0.0, 1.0);
    }

    @Test
    void noTrials_giveZeroToOne() {
        assertThat(WilsonInterval.of(0, 0, 0.95)).isEqualTo(new Interval(0, 0, 1, 0.95));
    }

    @Test
    void higherConfidence_isWider() {
        Interval narrow = WilsonInterval.of(7, 9, 0.5);
        Interval wide = WilsonInterval.of(7, 9, 0.999999);

        assertThat(wide.low()).isBetween(0.0, narrow.low());
        assertThat(wide.high()).isBetween(narrow.high(), 1.0);
    }

    @ParameterizedTest
    @CsvSource({"-1, 3, successes", "4, 3, successes", "0, -1, trials"})
    void counts_outOfRange_areRejected(long successes, long trials, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WilsonInterval.of(successes, trials, 0.95))
                .withMessageStartingWith(named + ": expected ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 95, Double.NaN})
    void confidence_outOfRange_isRejected(double confidence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WilsonInterval.of(1, 2, confidence))
                .withMessage("confidence: expected a number between 0 and 1, such as 0.95, but was " + confidence);
    }
}
