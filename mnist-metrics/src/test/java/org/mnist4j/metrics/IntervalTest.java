package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    @Test
    void ends_belongToTheInterval() {
        Interval interval = new Interval(0.5, 0.25, 0.75, 0.95);

        assertThat(interval.isDefined()).isTrue();
        assertThat(interval.contains(0.25)).isTrue();
        assertThat(interval.contains(0.75)).isTrue();
        assertThat(interval.contains(Math.nextUp(0.75))).isFalse();
        assertThat(interval.contains(Math.nextDown(0.25))).isFalse();
        assertThat(interval.contains(Double.NaN)).isFalse();
    }

    @Test
    void undefinedInterval_containsNothing() {
        Interval undefined = new Interval(0.5, Double.NaN, Double.NaN, 0.95);

        assertThat(undefined.isDefined()).isFalse();
        assertThat(undefined.contains(0.5)).isFalse();
        assertThat(undefined).isEqualTo(new Interval(0.5, Double.NaN, Double.NaN, 0.95));
    }

    @Test
    void estimate_mayLieOutside() {
        assertThat(new Interval(0.1, 0.2, 0.3, 0.95).contains(0.1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.75, 0.25", "NaN, 1", "0, NaN"})
    void ends_thatAreNoInterval_areRejected(double low, double high) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(0.5, low, high, 0.95))
                .withMessage("low: expected at most high, which is " + high + ", but was " + low);
    }
}
