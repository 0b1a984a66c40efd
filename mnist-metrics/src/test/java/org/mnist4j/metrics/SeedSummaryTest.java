package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.metrics.SamplePredictions.certain;
import static org.mnist4j.metrics.SamplePredictions.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
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
        Interval interval = summary.meanInterval(MeasureRange.UNBOUNDED, 2 / Math.sqrt(6));

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
        Interval interval = SeedSummary.of(4, 2).meanInterval(MeasureRange.UNBOUNDED, 0.5);

        assertThat(interval.low()).isCloseTo(2, ROUNDING);
        assertThat(interval.high()).isCloseTo(4, ROUNDING);
    }

    @Test
    void proportions_haveWilsonsInterval() {
        // Mean 0.5 and standard error 0.25; t = 1, k = 0.25^2 / (0.5 * 0.5) = 1/4, so that the ends are those of
        // Wilson's
        // interval for 2 of 4: (0.5 + 1/8 -+ sqrt(1/16 + 1/64)) / (5/4).
        Interval interval = SeedSummary.of(0.25, 0.75).meanInterval(MeasureRange.PROPORTION, 0.5);

        assertThat(interval.estimate()).isEqualTo(0.5);
        assertThat(interval.low()).isCloseTo((0.625 - Math.sqrt(5.0 / 64)) / 1.25, ROUNDING);
        assertThat(interval.high()).isCloseTo((0.625 + Math.sqrt(5.0 / 64)) / 1.25, ROUNDING);
    }

    @Test
    void losses_haveAnIntervalOfPositiveNumbers() {
        // Mean 3 and standard error 1; t = 1, k = 1/3: the roots of (3 - mu)^2 = mu / 3.
        Interval interval = SeedSummary.of(2, 4).meanInterval(MeasureRange.NON_NEGATIVE, 0.5);

        assertThat(interval.low()).isCloseTo((19 - Math.sqrt(37)) / 6, ROUNDING);
        assertThat(interval.high()).isCloseTo((19 + Math.sqrt(37)) / 6, ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void interval_staysInTheRangeAndContainsTheMean(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            double[] values = random.doubles(2 + random.nextInt(4))
                    .map(value -> Math.pow(value, 1 + seed * seed)) // ever nearer to 0
                    .map(value -> seed % 2 == 0 ? value : 1 - value)
                    .toArray();
            values[0] = random.nextInt(4) == 0 ? Math.rint(values[0]) : values[0]; // sometimes exactly 0 or 1
            SeedSummary summary = SeedSummary.of(values);
            double confidence = random.nextBoolean() ? 0.95 : 0.999999;
            Interval proportion = summary.meanInterval(MeasureRange.PROPORTION, confidence);
            Interval positive = summary.meanInterval(MeasureRange.NON_NEGATIVE, confidence);

            assertThat(proportion.low()).as("%s", summary).isBetween(0.0, summary.mean() * (1 + 1e-15));
            assertThat(proportion.high()).as("%s", summary).isBetween(summary.mean() * (1 - 1e-15), 1.0);
            assertThat(positive.low()).as("%s", summary).isBetween(0.0, summary.mean());
            assertThat(positive.high()).as("%s", summary).isGreaterThanOrEqualTo(summary.mean());
        }
    }

    @Test
    void smallSpread_givesNearlyTheSameIntervalOnEveryScale() {
        SeedSummary summary = SeedSummary.of(0.5000, 0.5001, 0.5002);
        Interval plain = summary.meanInterval(MeasureRange.UNBOUNDED);

        for (MeasureRange range : MeasureRange.values()) {
            assertThat(summary.meanInterval(range).low()).isCloseTo(plain.low(), within(1e-6));
            assertThat(summary.meanInterval(range).high()).isCloseTo(plain.high(), within(1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void everyRunAtAnEnd_hasTheEndAsItsInterval(double end) {
        assertThat(SeedSummary.of(end, end).meanInterval(MeasureRange.PROPORTION))
                .isEqualTo(new Interval(end, end, end, 0.95));
    }

    @Test
    void meanThatIsRoundedToAnEnd_isItsInterval() {
        SeedSummary summary = SeedSummary.of(1, 1, 1, Math.nextDown(1.0));

        assertThat(summary.mean()).isEqualTo(1);
        assertThat(summary.meanInterval(MeasureRange.PROPORTION)).isEqualTo(new Interval(1, 1, 1, 0.95));
    }

    @Test
    void valueOutsideTheRange_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeedSummary.of(0.5, 1.5).meanInterval(MeasureRange.PROPORTION))
                .withMessage("values[1]: expected a number within [0, 1], the range PROPORTION, but was 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeedSummary.of(-0.5, 1.5).meanInterval(MeasureRange.NON_NEGATIVE))
                .withMessage("values[0]: expected a number within [0, infinity], the range NON_NEGATIVE, but was -0.5");
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
        for (MeasureRange range : MeasureRange.values()) {
            assertThat(summary.meanInterval(range)).isEqualTo(new Interval(0.1, 0.1, 0.1, 0.95));
        }
    }

    @Test
    void oneRun_hasNoInterval() {
        SeedSummary summary = SeedSummary.of(0.97);

        assertThat(summary.mean()).isEqualTo(0.97);
        assertThat(summary.standardDeviation()).isNaN();
        assertThat(summary.meanInterval(MeasureRange.PROPORTION))
                .isEqualTo(new Interval(0.97, Double.NaN, Double.NaN, 0.95));
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
                .isThrownBy(() -> SeedSummary.of(1).meanInterval(MeasureRange.UNBOUNDED, 1))
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
