package org.mnist4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;

class EvaluationTextTest {

    private static final List<String> CLOTHES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");
    private static final String ESCAPE = "\u001b[";

    /** Every class 40 times right; class c another c times as the class after it. */
    private static EvaluationReport report(List<String> names) {
        int classes = names.size();
        List<int[]> pairs = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            for (int i = 0; i < 40 + c; i++) {
                pairs.add(new int[] {c, i < 40 ? c : (c + 1) % classes});
            }
        }
        int[] labels = pairs.stream().mapToInt(pair -> pair[0]).toArray();
        float[] probabilities = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            probabilities[i * classes + pairs.get(i)[1]] = 1;
        }
        return EvaluationReport.of(Predictions.of(names, labels, probabilities));
    }

    private static List<String> digits(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    private static String text(List<String> names, int columns) {
        return EvaluationText.of(report(names), new Screen(true, columns, false));
    }

    @Test
    void file_getsTheLibrarysText() {
        assertThat(EvaluationText.of(report(CLOTHES), Screen.FILE))
                .isEqualTo(report(CLOTHES).toText());
    }

    @Test
    void wideTerminal_getsTheSameAndTheConfusions() {
        assertThat(text(CLOTHES, 200))
                .isEqualTo(report(CLOTHES).toText()
                        + "\n\nmost often confused: Ankle boot as T-shirt/top (9), Bag as Ankle boot (8),"
                        + " Sneaker as Bag (7)");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 41, 50, 60, 80, 100, 132})
    void noLine_isWiderThanTheTerminal(int columns) {
        List<String> longNames = IntStream.range(0, 10)
                .mapToObj(c -> "a name of a class that is much too long " + c)
                .toList();
        for (List<String> names : List.of(digits(10), digits(47), digits(100), CLOTHES, longNames)) {
            assertThat(text(names, columns).lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
        }
    }

    @Test
    void namesThatAreTooWideForColumns_giveWayToIndices() {
        String matrix = text(CLOTHES, 60).split("\n\n")[3];

        assertThat(matrix).isEqualTo("""
                               0  1  2  3  4  5  6  7  8  9
                T-shirt/top 0 40  0  0  0  0  0  0  0  0  0
                    Trouser 1  0 40  1  0  0  0  0  0  0  0
                   Pullover 2  0  0 40  2  0  0  0  0  0  0
                      Dress 3  0  0  0 40  3  0  0  0  0  0
                       Coat 4  0  0  0  0 40  4  0  0  0  0
                     Sandal 5  0  0  0  0  0 40  5  0  0  0
                      Shirt 6  0  0  0  0  0  0 40  6  0  0
                    Sneaker 7  0  0  0  0  0  0  0 40  7  0
                        Bag 8  0  0  0  0  0  0  0  0 40  8
                 Ankle boot 9  9  0  0  0  0  0  0  0  0 40""");
    }

    @Test
    void narrowTerminal_cutsNamesAndKeepsNumbers() {
        String text = text(CLOTHES, 40);

        assertThat(text).contains("\nT-shir.. 0 40  0  0");
        assertThat(text).startsWith("accuracy 0.8989").contains("macro-F1 0.9016\nlog-loss 1.6122   (445 images)\n\n");
        assertThat(text).contains("most often confused:\n  Ankle boot as T-shirt/top (9)\n  Bag as Ankle boot (8)\n");
        // T-shirt/top: 40 of 40, and 9 boots taken for it; 40 / 49 = 0.81633 and 2 * 40 / 89 = 0.89888.
        assertThat(text.split("\n\n")[1])
                .startsWith("""
                           prec.  recall      F1  images
                T-shir..  0.8163  1.0000  0.8989      40
                 Trouser  1.0000  0.9756  0.9877      41
                """)
                .contains("\n   macro  0.9026  0.9026  0.9016     445\nweighted  0.9008  0.8989  0.8989     445");
    }

    @Test
    void matrixThatCannotFit_isLeftOutWithANote() {
        assertThat(text(digits(47), 80)).contains("\n\n(no confusion matrix: it needs more than 80 columns)\n\nmost");
        assertThat(text(digits(47), 300)).contains("true\\predicted");
    }

    @Test
    void colours_markTheDiagonalAndTheConfusionsAndNothingElse() {
        String coloured = EvaluationText.of(report(digits(4)), new Screen(true, 80, true));

        assertThat(coloured)
                .startsWith(ESCAPE + "1maccuracy 0.")
                .contains(ESCAPE + "1;32m40" + ESCAPE + "0m", ESCAPE + "1;33m3" + ESCAPE + "0m")
                .contains(ESCAPE + "2m0" + ESCAPE + "0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(text(digits(4), 80));
        assertThat(text(digits(4), 80)).doesNotContain("\u001b");
    }

    @Test
    void perfectModel_hasNoConfusions() {
        EvaluationReport perfect =
                EvaluationReport.of(Predictions.of(digits(2), new int[] {0, 1}, new float[] {1, 0, 0, 1}));

        assertThat(EvaluationText.of(perfect, new Screen(true, 132, false))).isEqualTo(perfect.toText());
    }

    @Test
    void namesWithControlCharacters_cannotReachTheTerminal() {
        EvaluationReport report = EvaluationReport.of(
                Predictions.of(List.of("a\u001b[2J", "b"), new int[] {0, 1}, new float[] {0, 1, 1, 0}));

        assertThat(EvaluationText.of(report, new Screen(true, 80, false))).doesNotContain("\u001b");
    }
}
