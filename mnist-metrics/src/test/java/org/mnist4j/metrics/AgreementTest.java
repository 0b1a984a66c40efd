package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.metrics.SamplePredictions.certain;
import static org.mnist4j.metrics.SamplePredictions.digits;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgreementTest {
    private static final Offset<Double> ROUNDING = within(1e-15);

    private static EvaluationReport report(int classes, int[] labels, int[] predicted) {
        return EvaluationReport.of(certain(digits(classes), labels, predicted));
    }

    @Test
    void threeClasses_matchTheHandComputation() {
        //           0  1  2   t
        //     0     3  1  0   4
        //     1     0  2  2   4
        //     2     0  0  2   2
        //     p     3  3  4  10    sum(t p) = 12 + 12 + 8 = 32, sum(t^2) = 36, sum(p^2) = 34
        EvaluationReport report =
                report(3, new int[] {0, 0, 0, 0, 1, 1, 1, 1, 2, 2}, new int[] {0, 0, 0, 1, 1, 1, 2, 2, 2, 2});

        assertThat(report.balancedAccuracy()).isCloseTo((3.0 / 4 + 2.0 / 4 + 1) / 3, ROUNDING);
        assertThat(report.cohensKappa()).isEqualTo(38.0 / 68); // (0.7 - 0.32) / (1 - 0.32)
        assertThat(report.matthewsCorrelation()).isCloseTo(38 / Math.sqrt(64 * 66), ROUNDING);
    }

    @Test
    void twoClasses_matchMatthewsFormula() {
        //     TN 5  FP 1
        //     FN 2  TP 2    (TP TN - FP FN) / sqrt((TP+FP)(TP+FN)(TN+FP)(TN+FN))
        EvaluationReport report =
                report(2, new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1}, new int[] {0, 0, 0, 0, 0, 1, 0, 0, 1, 1});

        assertThat(report.matthewsCorrelation()).isCloseTo((2 * 5 - 1 * 2) / Math.sqrt(3 * 4 * 6 * 7), ROUNDING);
        assertThat(report.cohensKappa()).isCloseTo((0.7 - 0.54) / (1 - 0.54), ROUNDING); // pe = (6*7 + 4*3) / 100
        assertThat(report.balancedAccuracy()).isCloseTo((5.0 / 6 + 2.0 / 4) / 2, ROUNDING);
    }

    @Test
    void allCorrect_isOne() {
        EvaluationReport report = report(3, new int[] {0, 1, 1, 2, 2, 2, 2}, new int[] {0, 1, 1, 2, 2, 2, 2});

        assertThat(report.balancedAccuracy()).isEqualTo(1);
        assertThat(report.cohensKappa()).isEqualTo(1);
        assertThat(report.matthewsCorrelation()).isEqualTo(1);
    }

    @Test
    void twoClassesSwapped_areMinusOne() {
        EvaluationReport report = report(2, new int[] {0, 0, 1, 1}, new int[] {1, 1, 0, 0});

        assertThat(report.balancedAccuracy()).isZero();
        assertThat(report.cohensKappa()).isEqualTo(-1); // (0 - 1/2) / (1 - 1/2)
        assertThat(report.matthewsCorrelation()).isEqualTo(-1);
    }

    @Test
    void predictionsIndependentOfTheLabel_areZero() {
        // Rows 2 1 and 4 2: each class is predicted as 0 twice as often as 1.
        EvaluationReport report =
                report(2, new int[] {0, 0, 0, 1, 1, 1, 1, 1, 1}, new int[] {0, 0, 1, 0, 0, 0, 0, 1, 1});

        assertThat(report.balancedAccuracy()).isEqualTo(0.5);
        assertThat(report.cohensKappa()).isZero();
        assertThat(report.matthewsCorrelation()).isZero();
    }

    @Test
    void absentClass_isOmittedFromBalancedAccuracyOnly() {
        EvaluationReport report = report(3, new int[] {0, 1, 1}, new int[] {0, 1, 1});

        assertThat(report.balancedAccuracy()).isEqualTo(1);
        assertThat(report.macroRecall()).isEqualTo(2.0 / 3);
        assertThat(report.cohensKappa()).isEqualTo(1);
        assertThat(report.matthewsCorrelation()).isEqualTo(1);
    }

    @Test
    void absentClass_thatIsPredicted_costsItsExamplesOnly() {
        // Rows 1 1 0 / 0 0 0 / 0 0 1: recalls 1/2 and 1; t 2 0 1, p 1 1 1, sum(t p) 3.
        EvaluationReport report = report(3, new int[] {0, 0, 2}, new int[] {0, 1, 2});

        assertThat(report.balancedAccuracy()).isEqualTo(0.75);
        assertThat(report.cohensKappa()).isEqualTo((3.0 * 2 - 3) / (9 - 3));
        assertThat(report.matthewsCorrelation()).isCloseTo(3 / Math.sqrt((9 - 5) * (9 - 3)), ROUNDING);
    }

    @Test
    void constantPrediction_isChance() {
        EvaluationReport report = report(2, new int[] {0, 1, 1}, new int[] {0, 0, 0});

        assertThat(report.balancedAccuracy()).isEqualTo(0.5);
        assertThat(report.cohensKappa()).isZero();
        assertThat(report.matthewsCorrelation()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void constantLabelAndPrediction_leaveKappaUndefined(int classes) {
        EvaluationReport report = report(classes, new int[5], new int[5]);

        assertThat(report.balancedAccuracy()).isEqualTo(1);
        assertThat(report.cohensKappa()).isNaN();
        assertThat(report.matthewsCorrelation()).isZero();
    }

    @Test
    void noExamples_areUndefinedAsInScikitLearn() {
        EvaluationReport report = report(3, new int[0], new int[0]);

        assertThat(report.balancedAccuracy()).isNaN();
        assertThat(report.cohensKappa()).isNaN();
        assertThat(report.matthewsCorrelation()).isZero();
    }

    @Test
    void millionsOfExamples_doNotOverflow() {
        // 3,000,000 examples of two classes, a tenth of each misclassified: kappa (0.9 - 0.5) / (1 - 0.5).
        int[] labels = new int[3_000_000];
        int[] predicted = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 2;
            predicted[i] = i / 2 % 10 == 0 ? 1 - labels[i] : labels[i];
        }
        EvaluationReport report = report(2, labels, predicted);

        assertThat(report.cohensKappa()).isCloseTo(0.8, ROUNDING);
        assertThat(report.matthewsCorrelation()).isCloseTo(0.8, ROUNDING);
    }
}
