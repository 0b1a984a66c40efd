package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.metrics.SamplePredictions.certain;
import static org.mnist4j.metrics.SamplePredictions.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedSummaryTest {
    private static final Offset<Double> ROUNDING = within(1e-13);

    @Test
    void threeRuns_matchTheHandComputation() {
        // Mean 2, standard deviation sqrt((1 + 0 + 1) / 2) = 1. With two degrees of freedom P(|T| <= t) = t / sqrt(2 +
        // t^2), so t = 2 for 2 / sqrt 6.
        SeedSummary summary = SeedSummary.of(1, 2, 3);
        Interval interval = summary.meanInterval(2 / Math.sqrt(6));

        assertThat(summary.runs()).isEqualTo(3);
        assertThat(summary.mean()).isEqualTo(2);
        assertThat(summary.standardDeviation()).isEqualTo(1);
        assertThat(summary.min()).isEqualTo(1);
        assertThat(summary.max()).isEqualTo(3);
        assertThat(interval.estimate()).isEqualTo(2);
        assertThat(interval.low()).isCloseTo(2 - 2 / Math.sqrt(3), ROUNDING);
        assertThat(interval.high()).isCloseTo(2 + 2 / Math.sqrt(3), ROUNDING);
    }

    @Test
    void twoRuns_haveCauchysQuantile() {
        // One degree of freedom: t = tan(pi / 2 * 0.5) = 1; standard deviation sqrt(2), standard error 1.
        Interval interval = SeedSummary.of(4, 2).meanInterval(0.5);

        assertThat(interval.low()).isCloseTo(2, ROUNDING);
        assertThat(interval.high()).isCloseTo(4, ROUNDING);
    }

    @Test
    void evaluations_areSummarizedByAMeasure() {
        List<EvaluationReport> reports = List.of(
                EvaluationReport.of(certain(digits(2), new int[] {0, 1}, new int[] {0, 1})),
                EvaluationReport.of(certain(digits(2), new int[] {0, 1}, new int[] {0, 0})));

        assertThat(SeedSummary.of(reports, EvaluationReport::accuracy)).isEqualTo(SeedSummary.of(1, 0.5));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 100})
    void equalRuns_haveNoSpread(int runs) {
        double[] values = new double[runs];
        Arrays.fill(values, 0.1);
        SeedSummary summary = SeedSummary.of(values);

        assertThat(summary.mean()).isEqualTo(0.1);
        assertThat(summary.standardDeviation()).isZero();
        assertThat(summary.meanInterval()).isEqualTo(new Interval(0.1, 0.1, 0.1, 0.95));
    }

    @Test
    void oneRun_hasNoInterval() {
        SeedSummary summary = SeedSummary.of(0.97);

        assertThat(summary.mean()).isEqualTo(0.97);
        assertThat(summary.standardDeviation()).isNaN();
        assertThat(summary.meanInterval()).isEqualTo(new Interval(0.97, Double.NaN, Double.NaN, 0.95));
    }

    @Test
    void noRun_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(SeedSummary::of)
                .withMessage("values: expected at least one run, but was an empty list");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void undefinedRun_isRejected(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeedSummary.of(0.5, value))
                .withMessage("values[1]: expected a finite number, but was " + value
                        + "; omit runs whose measure is undefined");
    }

    @Test
    void confidence_outOfRange_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeedSummary.of(1).meanInterval(1))
                .withMessageStartingWith("confidence: expected ");
    }

    @Test
    void list_changedByTheCaller_doesNotChangeTheSummary() {
        List<Double> values = new ArrayList<>(List.of(1.0, 2.0));
        SeedSummary summary = new SeedSummary(values);
        values.set(0, 9.0);

        assertThat(summary).isEqualTo(SeedSummary.of(1, 2));
        assertThat(summary.values()).isUnmodifiable();
    }
}
