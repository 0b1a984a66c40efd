package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written about hundreds of classes stays as short as about a few, and names the worst. */
class ManyClassesTest {

    private static final int EACH = 4;

    /** Four images of each class; of class c, the first {@code c % 5} are taken for the class after it. */
    private static Predictions predictions(int classes) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(c -> "class-" + c).toList();
        int[] labels = new int[EACH * classes];
        float[] probabilities = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i / EACH;
            boolean wrong = i % EACH < labels[i] % 5;
            probabilities[i * classes + (wrong ? (labels[i] + 1) % classes : labels[i])] = 1;
        }
        return Predictions.of(names, labels, probabilities);
    }

    private static EvaluationReport report(int classes) {
        return EvaluationReport.of(predictions(classes));
    }

    @Test
    void classesUpToTheLimit_areAllInTheText() {
        String text = report(ConfusionMatrix.LARGEST_TABLE).toText();

        assertThat(text).contains("true\\predicted", "class-0 ", "class-63 ").doesNotContain("shown:");
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 100, 400, 1000})
    void moreClasses_giveTheWorstAndSayOfHowMany(int classes) {
        String text = report(classes).toText();

        assertThat(text.lines()).hasSizeLessThan(120);
        assertThat(text.length()).isLessThan(10_000);
        assertThat(text)
                .contains("shown: the 50 of " + classes + " classes with the lowest f1-score")
                .contains("macro avg", "the most frequent confusions, 50 of " + classes * 4 / 5 + " pairs of classes:")
                .doesNotContain("true\\predicted");
    }

    @Test
    void listedClasses_areThoseOfTheLowestF1() {
        // Class 4 has no hit: all are taken for class 5, of whose own 4 all are right: F1 = 8 / (4 + 8).
        EvaluationReport report = report(100);

        List<ClassMetrics> weakest = ClassMetrics.weakest(report.perClass(), 21);

        assertThat(weakest.subList(0, 20))
                .extracting(ClassMetrics::name)
                .containsExactlyElementsOf(IntStream.range(0, 20)
                        .mapToObj(c -> "class-" + (5 * c + 4))
                        .toList());
        assertThat(weakest.subList(0, 20))
                .allSatisfy(one -> assertThat(one.f1()).isZero());
        assertThat(weakest.get(20).f1()).isPositive();
        assertThat(report.toText().lines().skip(3).findFirst().orElseThrow()).contains("class-4 ", "0.0000");
    }

    @Test
    void classesWithoutExamples_areNotAmongTheWeakest() {
        EvaluationReport report = EvaluationReport.of(
                Predictions.of(List.of("a", "none", "b"), new int[] {0, 2}, new float[] {1, 0, 0, 0, 0, 1}));

        assertThat(ClassMetrics.weakest(report.perClass(), 5))
                .extracting(ClassMetrics::name)
                .containsExactly("a", "b");
        assertThatThrownBy(() -> ClassMetrics.weakest(report.perClass(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k: expected 1 or more, but was 0");
    }

    @Test
    void classesThatAreNeverPredicted_areCountedWhereTheyAreMany() {
        int classes = 200;
        float[] probabilities = new float[classes * classes];
        for (int i = 0; i < classes; i++) {
            probabilities[i * classes] = 1; // everything is taken for class 0
        }
        Predictions predictions = Predictions.of(
                IntStream.range(0, classes).mapToObj(c -> "class-" + c).toList(),
                IntStream.range(0, classes).toArray(),
                probabilities);

        assertThat(EvaluationReport.of(predictions).toText())
                .contains("class-9, class-10 and 189 more (precision counted as 0)")
                .doesNotContain("class-11,");
    }

    @Test
    void noConfusion_isSaid() {
        int classes = 65;
        int[] labels = IntStream.range(0, classes).toArray();
        List<String> names = IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();

        assertThat(ConfusionMatrix.of(names, labels, labels).toText()).isEqualTo("no confusions among 65 classes");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 64, 65, 300})
    void scoresFromTheSums_areThoseOfTheMatrix(int classes) {
        EvaluationReport report = report(classes);
        ConfusionMatrix matrix = report.confusionMatrix();

        for (int c = 0; c < classes; c++) {
            int clazz = c;
            assertThat(matrix.support(c))
                    .isEqualTo(IntStream.range(0, classes)
                            .mapToLong(p -> matrix.count(clazz, p))
                            .sum())
                    .isEqualTo(report.perClass().get(c).support());
            assertThat(matrix.predictedCount(c))
                    .isEqualTo(IntStream.range(0, classes)
                            .mapToLong(t -> matrix.count(t, clazz))
                            .sum());
            assertThat(report.perClass().get(c).precision())
                    .isEqualTo(
                            matrix.predictedCount(c) == 0 ? 0 : (double) matrix.count(c, c) / matrix.predictedCount(c));
        }
        assertThat(matrix.total()).isEqualTo((long) EACH * classes);
        assertThat(report.accuracy()).isEqualTo((double) matrix.correct() / matrix.total());
    }

    @Test
    void comparisonOfManyClasses_showsThoseThatDifferMost() {
        // The second model is always right, so the classes of c % 5 == 4 differ most, by 1, then those of 3.
        Predictions first = predictions(100);
        float[] right = new float[first.size() * 100];
        int[] labels = new int[first.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = first.label(i);
            right[i * 100 + labels[i]] = 1;
        }
        PairedEvaluation pair = PairedEvaluation.of(
                first,
                Predictions.of(first.classNames(), labels, right),
                Bootstrap.seeded(1).withResamples(20));

        assertThat(pair.shownClasses()).hasSize(50);
        assertThat(pair.classesThatDifferMost(2))
                .extracting(PairedClassMetrics::name)
                .containsExactly("class-4", "class-9");
        assertThat(pair.toText())
                .contains("shown: the 50 of 100 classes whose recall differs most")
                .contains("class-99", "class-3 ")
                .doesNotContain("class-0 ");
        assertThat(pair.toText().lines()).hasSizeLessThan(120);
    }
}
