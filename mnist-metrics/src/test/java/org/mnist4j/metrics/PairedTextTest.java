package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mnist4j.metrics.SamplePredictions.certain;
import static org.mnist4j.metrics.SamplePredictions.digits;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairedTextTest {
    private static final Bootstrap QUICK = Bootstrap.seeded(7).withResamples(50);
    private static final PairedEvaluation PETS =
            PairedEvaluation.of(PairedEvaluationTest.first(), PairedEvaluationTest.second());

    /** A hundred examples of four classes, with different errors by each model. */
    private static PairedEvaluation longNames() {
        List<String> names = IntStream.range(0, 4)
                .mapToObj(c -> "a name of a class that is much too long " + c)
                .toList();
        int[] labels = IntStream.range(0, 100).map(i -> i % 4).toArray();
        int[] first = IntStream.range(0, 100)
                .map(i -> i % 9 == 0 ? (i + 1) % 4 : i % 4)
                .toArray();
        int[] second = IntStream.range(0, 100)
                .map(i -> i % 5 == 0 ? (i + 2) % 4 : i % 4)
                .toArray();
        return PairedEvaluation.of(certain(names, labels, first), certain(names, labels, second), QUICK);
    }

    @Test
    void text_hasTheFiguresOfTheHandComputation() {
        assertThat(PETS.toText()).startsWith("""
                8 images: both right on 3, only A on 2, only B on 0, both wrong on 3 (on 2 of
                these with different predictions)

                                   value  95% from      to
                accuracy      A   0.6250    0.3057  0.8632
                              B   0.3750    0.1368  0.6943
                          A - B   0.2500    0.0000  0.6250
                macro-F1      A   0.6111""").endsWith("""

                At 95%: other test images could reverse accuracy, macro-F1, log-loss, Brier.
                Lower is better for log-loss and Brier score.

                McNemar's test, exact: p = 0.5000; corrected: chi-squared 0.5000, p = 0.4795. Of
                the 2 images that exactly one of the two gets right, A has 2 and B 0. If A and B
                were equally good, a split at least as uneven as this would occur with
                probability p. p is not the probability that they are equally good, and it does
                not cover retraining with another seed.

                class  images  recall A       B   A - B    F1 A       B    A - B
                  cat       3    0.6667  0.3333  0.3333  0.6667  0.3333   0.3333
                  dog       3    0.6667  0.3333  0.3333  0.6667  0.2857   0.3810
                  owl       2    0.5000  0.5000  0.0000  0.5000  0.6667  -0.1667

                Only A is right, the most confident mistake first:
                image  true  pred A       p  pred B       p
                    4   dog     dog  0.5000     cat  0.8750
                    1   cat     cat  0.7500     dog  0.7500

                Both are wrong, and differently, the most confident mistake first:
                image  true  pred A       p  pred B       p
                    7   owl     cat  0.8750     dog  0.7500
                    5   dog     owl  0.7500     cat  0.5000""");
    }

    @Test
    void narrowText_splitsTheClassTable() {
        assertThat(PETS.toText(40)).contains("""

                class  recall A       B   A - B
                  cat    0.6667  0.3333  0.3333
                """, """

                class    F1 A       B    A - B
                  cat  0.6667  0.3333   0.3333
                """, """

                image true pred A      p pred B      p
                    7  owl    cat 0.8750    dog 0.7500
                """);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 41, 47, 60, 80, 100, 132, 400})
    void noLine_isWiderThanRequested(int columns) {
        for (PairedEvaluation pair : List.of(PETS, longNames())) {
            assertThat(pair.toText(columns).lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
        }
    }

    @Test
    void longNames_areTruncated_andNumbersAreNot() {
        // A errs on every ninth of 100, 3 of each 25; B on every fifth, 5 of each; both on every 45th.
        assertThat(longNames().toText(60))
                .contains("only A on 17, only B on 9", "Only A is right, 5 of 17,")
                .contains("\na name of a class that is much too ..   0.8800 0.8000 0.0800\n")
                .doesNotContain("too long");
        assertThat(longNames().toText(400)).contains("a name of a class that is much too long 3  ");
    }

    @Test
    void clearLead_isStated() {
        int[] labels = IntStream.range(0, 200).map(i -> i % 2).toArray();
        int[] wrong =
                IntStream.range(0, 200).map(i -> i < 40 ? 1 - i % 2 : i % 2).toArray();
        PairedEvaluation pair =
                PairedEvaluation.of(certain(digits(2), labels, wrong), certain(digits(2), labels, labels), QUICK);

        // 2 / 2^40 = 1.8e-12, and (40 - 1)^2 / 40 = 38.025.
        assertThat(pair.toText(1000))
                .contains("At 95%: B is ahead in accuracy, macro-F1, log-loss, Brier. Lower")
                .contains("exact: p = 1.8e-12; corrected: chi-squared 38.0250, p = 7.0e-10. Of the 40 images");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0.99999, 1.0000", "0.5, 0.5000", "0.0001, 0.0001", "0.00009994, 1.0e-04", "1e-300, 1.0e-300"})
    void pValue_isNeverPrintedAsZero(double p, String text) {
        assertThat(PairedText.pValue(p)).isEqualTo(text);
    }

    @Test
    void confidence_isThatOfTheBootstrap() {
        PairedEvaluation pair = PairedEvaluation.of(
                PairedEvaluationTest.first(), PairedEvaluationTest.second(), QUICK.withConfidence(0.995));

        assertThat(pair.toText()).contains("  99.5% from", "\nAt 99.5%: ");
    }

    @Test
    void text_isTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(longNames().toText()).isEqualTo(textInRoot());
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String textInRoot() {
        Locale.setDefault(Locale.ROOT);
        return longNames().toText();
    }

    @Test
    void tooFewColumns_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PETS.toText(39))
                .withMessage("columns: expected 40 or more, but was 39");
    }
}
