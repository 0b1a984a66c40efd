package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.metrics.SamplePredictions.certain;
import static org.mnist4j.metrics.SamplePredictions.digits;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationReportTest {
    /** A few roundings of numbers up to 1 (each 1e-16) or, for the log-loss, up to 16. */
    private static final Offset<Double> ROUNDING = within(1e-14);

    @Test
    void threeClasses_matchTheHandComputation() {
        //           a  b  c   support
        //     a     3  1  0      4
        //     b     0  2  2      4
        //     c     0  0  2      2
        // predicted 3  3  4     10
        EvaluationReport report = EvaluationReport.of(
                certain(List.of("a", "b", "c"), new int[] {0, 0, 0, 0, 1, 1, 1, 1, 2, 2}, new int[] {
                    0, 0, 0, 1, 1, 1, 2, 2, 2, 2
                }));

        assertThat(report.accuracy()).isEqualTo(0.7);
        assertThat(report.perClass())
                .containsExactly(
                        new ClassMetrics("a", 1.0, 0.75, 6.0 / 7, 4), // 2*3 / (3 + 4)
                        new ClassMetrics("b", 2.0 / 3, 0.5, 4.0 / 7, 4), // 2*2 / (3 + 4)
                        new ClassMetrics("c", 0.5, 1.0, 4.0 / 6, 2)) // 2*2 / (4 + 2)
                .isUnmodifiable();
        // macro: precision (1 + 2/3 + 1/2) / 3 = 13/18, recall (3/4 + 1/2 + 1) / 3 = 3/4,
        // F1 (6/7 + 4/7 + 2/3) / 3 = (44/21) / 3 = 44/63
        assertAverage(report.macro(), 13.0 / 18, 0.75, 44.0 / 63, 10);
        assertThat(report.macroPrecision()).isEqualTo(report.macro().precision());
        assertThat(report.macroRecall()).isEqualTo(report.macro().recall());
        assertThat(report.macroF1()).isEqualTo(report.macro().f1());
        // weighted: precision (4*1 + 4*2/3 + 2*1/2) / 10 = 23/30, recall (3 + 2 + 2) / 10 = 7/10,
        // F1 (24/7 + 16/7 + 4/3) / 10 = (148/21) / 10 = 74/105
        assertAverage(report.weighted(), 23.0 / 30, 0.7, 74.0 / 105, 10);
        assertThat(report.micro()).isEqualTo(new AverageMetrics(0.7, 0.7, 0.7, 10));
    }

    @Test
    void neverPredictedClass_countsAsZeroInTheMacroMean() {
        // b is a label twice and never predicted: precision 0/0, recall 0/2, F1 0/(0+2). a: precision 2/4, recall 2/2,
        // F1 4/6.
        EvaluationReport report =
                EvaluationReport.of(certain(List.of("a", "b"), new int[] {0, 0, 1, 1}, new int[] {0, 0, 0, 0}));

        assertThat(report.perClass())
                .containsExactly(new ClassMetrics("a", 0.5, 1, 2.0 / 3, 2), new ClassMetrics("b", 0, 0, 0, 2));
        assertAverage(report.macro(), 0.25, 0.5, 1.0 / 3, 4);
        assertAverage(report.weighted(), 0.25, 0.5, 1.0 / 3, 4);
    }

    @Test
    void absentClass_countsAsZeroInTheMacroMeanAndNothingInTheWeighted() {
        // c never occurs; a and b are all correct: macro (1 + 1 + 0) / 3, weighted (1*1 + 2*1 + 0) / 3.
        EvaluationReport report =
                EvaluationReport.of(certain(List.of("a", "b", "c"), new int[] {0, 1, 1}, new int[] {0, 1, 1}));

        assertThat(report.perClass().get(2)).isEqualTo(new ClassMetrics("c", 0, 0, 0, 0));
        assertAverage(report.macro(), 2.0 / 3, 2.0 / 3, 2.0 / 3, 3);
        assertThat(report.weighted()).isEqualTo(new AverageMetrics(1, 1, 1, 3));
        assertThat(report.accuracy()).isEqualTo(1);
    }

    @Test
    void absentClass_thatIsPredicted_hasAPrecisionOfZero() {
        // a: TP 1, FN 1 -> precision 1/1, recall 1/2, F1 2/3; b: FP 1, no label.
        EvaluationReport report = EvaluationReport.of(certain(List.of("a", "b"), new int[] {0, 0}, new int[] {0, 1}));

        assertThat(report.perClass())
                .containsExactly(new ClassMetrics("a", 1, 0.5, 2.0 / 3, 2), new ClassMetrics("b", 0, 0, 0, 0));
        assertThat(report.weighted()).isEqualTo(new AverageMetrics(1, 0.5, 2.0 / 3, 2));
    }

    @Test
    void twoClasses_areScoredBothAndNotAsPositiveAndNegative() {
        //        no yes
        //   no    5   1
        //   yes   2   2
        EvaluationReport report = EvaluationReport.of(certain(
                List.of("no", "yes"), new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1}, new int[] {0, 0, 0, 0, 0, 1, 0, 0, 1, 1
                }));

        assertThat(report.perClass())
                .containsExactly(
                        new ClassMetrics("no", 5.0 / 7, 5.0 / 6, 10.0 / 13, 6),
                        new ClassMetrics("yes", 2.0 / 3, 0.5, 4.0 / 7, 4));
        assertThat(report.macroF1()).isCloseTo((10.0 / 13 + 4.0 / 7) / 2, ROUNDING);
        assertThat(report.accuracy()).isEqualTo(0.7);
    }

    @Test
    void oneClass_isAlwaysCorrect() {
        EvaluationReport report = EvaluationReport.of(certain(List.of("only"), new int[3], new int[3]));

        assertThat(report.accuracy()).isEqualTo(1);
        assertThat(report.perClass()).containsExactly(new ClassMetrics("only", 1, 1, 1, 3));
        assertThat(report.macro())
                .isEqualTo(report.weighted())
                .isEqualTo(report.micro())
                .isEqualTo(new AverageMetrics(1, 1, 1, 3));
        assertThat(report.topKAccuracy(1)).isEqualTo(1);
        // p = 1 is clipped to 1 - 2^-23, and -ln(1 - x) = x + x^2/2 + ...
        assertThat(report.logLoss()).isCloseTo(0x1p-23 + 0x1p-47, ROUNDING);
    }

    @Test
    void noExamples_scoreZeroAndHaveNoLogLoss() {
        EvaluationReport report = EvaluationReport.of(certain(List.of("a", "b"), new int[0], new int[0]));

        assertThat(report.accuracy()).isZero();
        assertThat(report.perClass())
                .containsExactly(new ClassMetrics("a", 0, 0, 0, 0), new ClassMetrics("b", 0, 0, 0, 0));
        assertThat(report.macro())
                .isEqualTo(report.weighted())
                .isEqualTo(report.micro())
                .isEqualTo(new AverageMetrics(0, 0, 0, 0));
        assertThat(report.topKAccuracy(2)).isZero();
        assertThat(report.logLoss()).isNaN();
    }

    @Test
    void accuracyInterval_isWilsons() {
        EvaluationReport report =
                EvaluationReport.of(certain(digits(2), new int[] {0, 0, 1, 1}, new int[] {0, 0, 1, 0}));

        assertThat(report.accuracyInterval()).isEqualTo(WilsonInterval.of(3, 4, 0.95));
        assertThat(report.accuracyInterval(0.5)).isEqualTo(WilsonInterval.of(3, 4, 0.5));
        assertThat(EvaluationReport.of(certain(digits(2), new int[0], new int[0]))
                        .accuracyInterval())
                .isEqualTo(new Interval(0, 0, 1, 0.95));
    }

    @Test
    void logLoss_isTheMeanNegativeLogOfTheLabelsProbability() {
        // (ln 2 + ln 4 + ln 8) / 3 = 6 ln 2 / 3 = 2 ln 2
        EvaluationReport report = EvaluationReport.of(Predictions.of(
                digits(3), new int[] {0, 1, 2}, new float[] {0.5f, 0.5f, 0, 0.75f, 0.25f, 0, 0.875f, 0, 0.125f}));

        assertThat(report.logLoss()).isCloseTo(2 * 0.6931471805599453, ROUNDING);
    }

    @Test
    void logLoss_ofAZeroProbability_isClippedAndFinite() {
        // -ln(2^-23) = 23 ln 2 = 15.94...
        EvaluationReport report = EvaluationReport.of(certain(digits(2), new int[] {0}, new int[] {1}));

        assertThat(report.logLoss()).isCloseTo(23 * 0.6931471805599453, ROUNDING);
    }

    @Test
    void topK_countsLabelsAmongTheKMostProbable() {
        // Ranks of the labels: 0, 1, 2, 3.
        float[] row = {0.4f, 0.3f, 0.2f, 0.1f};
        float[] probabilities = new float[16];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(row, 0, probabilities, 4 * i, 4);
        }
        EvaluationReport report = EvaluationReport.of(Predictions.of(digits(4), new int[] {0, 1, 2, 3}, probabilities));

        assertThat(report.topKAccuracy(1)).isEqualTo(0.25);
        assertThat(report.topKAccuracy(2)).isEqualTo(0.5);
        assertThat(report.topKAccuracy(3)).isEqualTo(0.75);
        assertThat(report.topKAccuracy(4)).isEqualTo(1);
        assertThat(report.topKAccuracy(5)).isEqualTo(1);
    }

    @Test
    void topK_ranksTheHigherIndexFirstOnTies() {
        // Descending order of the classes: 2, 1, 0, 3.
        float[] row = {0.25f, 0.25f, 0.3125f, 0.1875f};
        EvaluationReport zero = EvaluationReport.of(Predictions.of(digits(4), new int[] {0}, row));
        EvaluationReport one = EvaluationReport.of(Predictions.of(digits(4), new int[] {1}, row));

        assertThat(one.topKAccuracy(2)).isEqualTo(1);
        assertThat(zero.topKAccuracy(2)).isZero();
        assertThat(zero.topKAccuracy(3)).isEqualTo(1);
    }

    @Test
    void topOne_differsFromAccuracyOnATieAtTheTop() {
        EvaluationReport report =
                EvaluationReport.of(Predictions.of(digits(2), new int[] {0}, new float[] {0.5f, 0.5f}));

        assertThat(report.accuracy()).isEqualTo(1);
        assertThat(report.topKAccuracy(1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void topK_ofLessThanOne_isRejected(int k) {
        EvaluationReport report = EvaluationReport.of(certain(digits(2), new int[1], new int[1]));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> report.topKAccuracy(k))
                .withMessage("k: expected 1 or more, but was " + k);
    }

    @Test
    void equality_isByPredictions() {
        Predictions right = certain(digits(2), new int[] {0, 1}, new int[] {0, 1});
        Predictions wrong = certain(digits(2), new int[] {0, 1}, new int[] {1, 1});

        assertThat(EvaluationReport.of(right))
                .isEqualTo(EvaluationReport.of(right))
                .hasSameHashCodeAs(EvaluationReport.of(right))
                .isNotEqualTo(EvaluationReport.of(wrong))
                .hasToString(
                        "EvaluationReport[accuracy 1.0000 (95% CI 0.3424 to 1.0000)   macro-F1 1.0000   log-loss 0.0000   (2 images)]");
        assertThat(EvaluationReport.of(right).predictions()).isSameAs(right);
    }

    private static void assertAverage(AverageMetrics actual, double precision, double recall, double f1, long support) {
        assertThat(actual.precision()).isCloseTo(precision, ROUNDING);
        assertThat(actual.recall()).isCloseTo(recall, ROUNDING);
        assertThat(actual.f1()).isCloseTo(f1, ROUNDING);
        assertThat(actual.support()).isEqualTo(support);
    }
}
