package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * One set of 120 predictions over ten classes, scored by scikit-learn 1.2.1 with {@code labels=range(10)} and
 * {@code zero_division=0}: class 5 is never predicted, class 9 is never a label, and seven examples tie at the top.
 */
class ScikitLearnAgreementTest {
    /**
     * scikit-learn's literals have full precision; a different summation order changes them by a few roundings of
     * 1e-16.
     */
    private static final Offset<Double> ROUNDING = within(1e-14);

    private final EvaluationReport report = EvaluationReport.of(predictions());

    private static Predictions predictions() {
        int size = 120;
        int[] labels = new int[size];
        float[] probabilities = new float[size * 10];
        for (int i = 0; i < size; i++) {
            int label = i % 4 == 0 ? i % 9 : (i * i + 3 * i) % 9;
            int[] weights = new int[10];
            for (int c = 0; c < 10; c++) {
                weights[c] = c == 5 ? 1 : (i + 1) * (c + 3) * 31 % 17 + (c == label ? 9 : 0) + 1;
            }
            float sum = IntStream.of(weights).sum();
            for (int c = 0; c < 10; c++) {
                probabilities[i * 10 + c] = weights[c] / sum;
            }
            labels[i] = label;
        }
        return Predictions.of(SamplePredictions.digits(10), labels, probabilities);
    }

    @Test
    void confusionMatrix_isTheSame() {
        assertThat(report.confusionMatrix().toCsv()).isEqualTo("""
                true\\predicted,0,1,2,3,4,5,6,7,8,9
                0,26,0,0,0,2,0,3,0,1,2
                1,0,16,1,2,0,0,1,0,3,0
                2,0,0,3,0,0,0,0,0,0,0
                3,0,0,0,1,1,0,0,0,1,0
                4,0,1,2,0,20,0,1,1,0,0
                5,0,1,0,1,0,0,0,0,1,0
                6,0,1,1,0,0,0,1,0,0,0
                7,0,2,0,2,3,0,0,14,0,1
                8,0,0,0,0,0,0,0,0,4,0
                9,0,0,0,0,0,0,0,0,0,0
                """);
    }

    @Test
    void averages_areTheSame() {
        assertThat(report.accuracy()).isEqualTo(0.7083333333333334);
        assertThat(report.macroPrecision()).isCloseTo(0.46263736263736266, ROUNDING);
        assertThat(report.macroRecall()).isCloseTo(0.5563388359296287, ROUNDING);
        assertThat(report.macroF1()).isCloseTo(0.4750882892059362, ROUNDING);
        assertThat(report.weighted().precision()).isCloseTo(0.7931135531135531, ROUNDING);
        assertThat(report.weighted().recall()).isCloseTo(0.7083333333333334, ROUNDING);
        assertThat(report.weighted().f1()).isCloseTo(0.7322456566574214, ROUNDING);
    }

    @Test
    void topK_isTheSameForEveryK() {
        assertThat(IntStream.rangeClosed(1, 10).mapToDouble(report::topKAccuracy))
                .containsExactly(
                        0.65, 0.75, 0.8583333333333333, 0.9333333333333333, 0.975, 0.975, 0.975, 0.975, 0.975, 1.0);
    }

    @Test
    void logLoss_isTheSameUpToFloat32() {
        // scikit-learn computes in float32 (eight digits), and this version renormalizes each row.
        assertThat(report.logLoss()).isCloseTo(1.6779314378, within(1e-6));
        // numpy in float64 over the same float32 probabilities: -log(clip(p[label], eps, 1 - eps)).mean()
        assertThat(report.logLoss()).isCloseTo(1.6779314388836435, ROUNDING);
    }

    @Test
    void text_hasTheNumbersOfClassificationReport() {
        String table =
                report.toText().lines().skip(2).limit(15).map(String::strip).reduce("", (a, b) -> a + b + "\n");

        assertThat(table.replaceAll(" +", " ")).isEqualTo("""
                class precision recall f1-score support
                0 1.0000 0.7647 0.8667 34
                1 0.7619 0.6957 0.7273 23
                2 0.4286 1.0000 0.6000 3
                3 0.1667 0.3333 0.2222 3
                4 0.7692 0.8000 0.7843 25
                5 0.0000 0.0000 0.0000 3
                6 0.1667 0.3333 0.2222 3
                7 0.9333 0.6364 0.7568 22
                8 0.4000 1.0000 0.5714 4
                9 0.0000 0.0000 0.0000 0

                accuracy 0.7083 120
                macro avg 0.4626 0.5563 0.4751 120
                weighted avg 0.7931 0.7083 0.7322 120
                """);
    }
}
