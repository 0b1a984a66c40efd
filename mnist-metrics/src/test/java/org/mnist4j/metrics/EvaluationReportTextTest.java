package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.metrics.SamplePredictions.certain;
import static org.mnist4j.metrics.SamplePredictions.digits;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationReportTextTest {
    private final EvaluationReport fashion = EvaluationReport.of(
            Predictions.of(List.of("T-shirt/top", "Bag", "Ankle boot"), new int[] {0, 0, 1, 1}, new float[] {
                0.5f, 0.25f, 0.25f, 0.25f, 0.5f, 0.25f, 0, 0.5f, 0.5f, 0.25f, 0.75f, 0
            }));

    // Matrix rows 1 1 0 / 0 2 0 / 0 0 0. T-shirt/top: precision 1/1, recall 1/2, F1 2/3; Bag: 2/3, 2/2, 4/5.
    // Macro F1 (2/3 + 4/5) / 3 = 22/45; weighted F1 (2*2/3 + 2*4/5) / 4 = 11/15.
    // Log-loss (ln 2 + ln 4 + ln 2 + ln 4/3) / 4 = (6 ln 2 - ln 3) / 4 = 0.76507...
    private static final String FASHION_TEXT = """
            accuracy 0.7500 (95% CI 0.3006 to 0.9544)   macro-F1 0.4889   log-loss 0.7651   (4 images)

                   class  precision  recall  f1-score  support
             T-shirt/top     1.0000  0.5000    0.6667        2
                     Bag     0.6667  1.0000    0.8000        2
              Ankle boot     0.0000  0.0000    0.0000        0

                accuracy                       0.7500        4
               macro avg     0.5556  0.5000    0.4889        4
            weighted avg     0.8333  0.7500    0.7333        4
            never predicted: Ankle boot (precision counted as 0)
            absent from the labels: Ankle boot (recall counted as 0)

            true\\predicted  T-shirt/top  Bag  Ankle boot
               T-shirt/top            1    1           0
                       Bag            0    2           0
                Ankle boot            0    0           0""";

    @Test
    void longNames_areAlignedAndUndefinedClassesNamed() {
        assertThat(fashion.toText()).isEqualTo(FASHION_TEXT);
    }

    @Test
    void germanLocale_changesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(fashion.toText()).isEqualTo(FASHION_TEXT);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void allDefined_hasNoNotes() {
        assertThat(EvaluationReport.of(certain(digits(2), new int[] {0, 1}, new int[] {0, 1}))
                        .toText())
                .isEqualTo("""
                        accuracy 1.0000 (95% CI 0.3424 to 1.0000)   macro-F1 1.0000   log-loss 0.0000   (2 images)

                               class  precision  recall  f1-score  support
                                   0     1.0000  1.0000    1.0000        1
                                   1     1.0000  1.0000    1.0000        1

                            accuracy                       1.0000        2
                           macro avg     1.0000  1.0000    1.0000        2
                        weighted avg     1.0000  1.0000    1.0000        2

                        true\\predicted  0  1
                                     0  1  0
                                     1  0  1""");
    }

    @Test
    void lineBreakInAName_doesNotBreakALine() {
        String text = EvaluationReport.of(certain(List.of("a\nb", "c", "d"), new int[] {0, 1, 1}, new int[] {1, 1, 1}))
                .toText();

        assertThat(text).contains("never predicted: a?b, d (precision");
    }

    @Test
    void severalUndefinedClasses_areListed() {
        // Predicted: 1, 2. Labels: 0, 1.
        String text = EvaluationReport.of(certain(digits(4), new int[] {0, 1, 1}, new int[] {1, 1, 2}))
                .toText();

        assertThat(text)
                .contains("\nnever predicted: 0, 3 (precision counted as 0)\n"
                        + "absent from the labels: 2, 3 (recall counted as 0)\n\n");
    }

    @Test
    void oneImage_isInTheSingular() {
        assertThat(EvaluationReport.of(certain(List.of("only"), new int[1], new int[1]))
                        .toText())
                .startsWith(
                        "accuracy 1.0000 (95% CI 0.2065 to 1.0000)   macro-F1 1.0000   log-loss 0.0000   (1 image)\n\n");
    }

    @Test
    void noImages_saysSo() {
        assertThat(EvaluationReport.of(certain(digits(2), new int[0], new int[0]))
                        .toText())
                .isEqualTo("""
                        accuracy 0.0000   macro-F1 0.0000   log-loss n/a   (0 images)

                               class  precision  recall  f1-score  support
                                   0     0.0000  0.0000    0.0000        0
                                   1     0.0000  0.0000    0.0000        0

                            accuracy                       0.0000        0
                           macro avg     0.0000  0.0000    0.0000        0
                        weighted avg     0.0000  0.0000    0.0000        0
                        no images: every score counts as 0, and the log-loss is undefined

                        true\\predicted  0  1
                                     0  0  0
                                     1  0  0""");
    }

    @Test
    void bigCounts_keepTheColumnsAligned() {
        int[] labels = IntStream.range(0, 1_234_567).map(i -> i % 2).toArray();

        assertThat(EvaluationReport.of(certain(List.of("even", "odd"), labels, labels))
                        .toText())
                .isEqualTo("""
                        accuracy 1.0000 (95% CI 1.0000 to 1.0000)   macro-F1 1.0000   log-loss 0.0000   (1234567 images)

                               class  precision  recall  f1-score  support
                                even     1.0000  1.0000    1.0000   617284
                                 odd     1.0000  1.0000    1.0000   617283

                            accuracy                       1.0000  1234567
                           macro avg     1.0000  1.0000    1.0000  1234567
                        weighted avg     1.0000  1.0000    1.0000  1234567

                        true\\predicted    even     odd
                                  even  617284       0
                                   odd       0  617283""");
    }

    @Test
    void halfOfTheLastDigit_isRoundedToEvenAsPythonDoes() {
        // Accuracy 9/32 = 0.28125 exactly; Python's f"{9/32:.4f}" is 0.2812.
        int[] predicted = IntStream.range(0, 32).map(i -> i < 9 ? 0 : 1).toArray();

        assertThat(EvaluationReport.of(certain(digits(2), new int[32], predicted))
                        .toText())
                .startsWith("accuracy 0.2812 ");
    }
}
