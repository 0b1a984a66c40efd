package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfusionMatrixTest {
    private static final List<String> PETS = List.of("cat", "dog", "bird");

    // cat: two correct, one predicted as dog; dog: one predicted as cat; bird: never a label, predicted once.
    private final ConfusionMatrix matrix =
            ConfusionMatrix.of(PETS, new int[] {0, 0, 0, 1, 1}, new int[] {0, 1, 0, 0, 2});

    @Test
    void counts_haveTrueClassesAsRowsAndPredictedAsColumns() {
        assertThat(rows(matrix)).isDeepEqualTo(new long[][] {{2, 1, 0}, {1, 0, 1}, {0, 0, 0}});
        assertThat(matrix.classNames()).containsExactly("cat", "dog", "bird");
        assertThat(matrix.classes()).isEqualTo(3);
        assertThat(IntStream.range(0, 3).mapToLong(matrix::support)).containsExactly(3L, 2L, 0L);
        assertThat(IntStream.range(0, 3).mapToLong(matrix::predictedCount)).containsExactly(3L, 1L, 1L);
        assertThat(matrix.total()).isEqualTo(5);
        assertThat(matrix.correct()).isEqualTo(2);
    }

    @Test
    void predictions_areCountedByTheirMostProbableClass() {
        Predictions predictions = Predictions.of(
                PETS, new int[] {0, 1, 1}, new float[] {0.5f, 0.25f, 0.25f, 0.75f, 0.25f, 0, 0, 0.5f, 0.5f});

        assertThat(ConfusionMatrix.of(predictions))
                .isEqualTo(ConfusionMatrix.of(PETS, new int[] {0, 1, 1}, new int[] {0, 0, 1}));
    }

    @Test
    void oneClass_isASingleCell() {
        ConfusionMatrix one = ConfusionMatrix.of(List.of("only"), new int[4], new int[4]);

        assertThat(rows(one)).isDeepEqualTo(new long[][] {{4}});
        assertThat(one.correct()).isEqualTo(4);
        assertThat(one.toText()).isEqualTo("""
                true\\predicted  only
                          only     4""");
    }

    @Test
    void noExamples_keepTheClassSet() {
        ConfusionMatrix empty = ConfusionMatrix.of(PETS, new int[0], new int[0]);

        assertThat(rows(empty)).isDeepEqualTo(new long[3][3]);
        assertThat(empty.total()).isZero();
        assertThat(empty.correct()).isZero();
    }

    @Test
    void text_isAlignedForLongNamesAndBigCounts() {
        int[] labels = new int[1_234_567];
        int[] predicted = new int[labels.length];
        Arrays.fill(labels, 0, 34_567, 1);
        Arrays.fill(predicted, 0, 34_560, 1);
        predicted[labels.length - 1] = 2;

        assertThat(ConfusionMatrix.of(List.of("Bag", "Ankle boot", "\u9774 9"), labels, predicted)
                        .toText())
                .isEqualTo("""
                        true\\predicted      Bag  Ankle boot  \u9774 9
                                   Bag  1199999           0    1
                            Ankle boot        7       34560    0
                                   \u9774 9        0           0    0""");
    }

    @Test
    void text_showsControlCharactersOnOneLine() {
        ConfusionMatrix torn = ConfusionMatrix.of(List.of("a\nb", "c\td"), new int[0], new int[0]);

        assertThat(torn.toText()).isEqualTo("""
                true\\predicted  a?b  c?d
                           a?b    0    0
                           c?d    0    0""");
    }

    @Test
    void csv_hasTheClassesAlongBothEdges() {
        assertThat(matrix.toCsv()).isEqualTo("""
                true\\predicted,cat,dog,bird
                cat,2,1,0
                dog,1,0,1
                bird,0,0,0
                """);
    }

    @Test
    void csv_quotesNamesByRfc4180() {
        List<String> names = List.of("T-shirt, top", "12\" disc", "a\nb", "plain");

        assertThat(ConfusionMatrix.of(names, new int[0], new int[0]).toCsv()).isEqualTo("""
                true\\predicted,"T-shirt, top","12"" disc","a
                b",plain
                "T-shirt, top",0,0,0,0
                "12"" disc",0,0,0,0
                "a
                b",0,0,0,0
                plain,0,0,0,0
                """);
    }

    @Test
    void labelsOrPredicted_outOfRange_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionMatrix.of(PETS, new int[] {3}, new int[] {0}))
                .withMessageStartingWith("labels[0]: expected a class index from 0 to 2, but was 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionMatrix.of(PETS, new int[] {0}, new int[] {-1}))
                .withMessageStartingWith("predicted[0]: expected a class index from 0 to 2, but was -1");
    }

    @Test
    void lengths_thatDiffer_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionMatrix.of(PETS, new int[] {0, 1}, new int[] {0}))
                .withMessage("predicted: expected 2 values, one per label, but was 1");
    }

    @Test
    void classNames_repeated_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfusionMatrix.of(List.of("cat", "cat"), new int[0], new int[0]))
                .withMessageStartingWith("classNames[1]: expected a unique name");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "3, 0", "0, -1", "0, 3"})
    void classIndex_outOfRange_isRejected(int trueClass, int predictedClass) {
        assertThatThrownBy(() -> matrix.count(trueClass, predictedClass)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void equality_isByNamesAndCounts() {
        ConfusionMatrix sameCounts = ConfusionMatrix.of(PETS, new int[] {1, 1, 0, 0, 0}, new int[] {2, 0, 0, 0, 1});

        assertThat(matrix)
                .isEqualTo(sameCounts)
                .hasSameHashCodeAs(sameCounts)
                .isNotEqualTo(ConfusionMatrix.of(PETS, new int[] {0, 0, 0, 1, 1}, new int[] {0, 1, 0, 0, 1}))
                .isNotEqualTo(ConfusionMatrix.of(
                        List.of("cat", "dog", "fish"), new int[] {0, 0, 0, 1, 1}, new int[] {0, 1, 0, 0, 2}))
                .hasToString("ConfusionMatrix[3 classes, 2 of 5 correct]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void permutedClasses_permuteTheMatrix(long seed) {
        Predictions p = SamplePredictions.random(seed);
        int[] labels = IntStream.range(0, p.size()).map(p::label).toArray();
        int[] predicted = IntStream.range(0, p.size()).map(p::predicted).toArray();
        int[] to = permutation(p.classes(), seed);

        ConfusionMatrix before = ConfusionMatrix.of(p.classNames(), labels, predicted);
        ConfusionMatrix after = ConfusionMatrix.of(
                p.classNames(),
                IntStream.of(labels).map(c -> to[c]).toArray(),
                IntStream.of(predicted).map(c -> to[c]).toArray());

        long[][] expected = new long[p.classes()][p.classes()];
        for (int t = 0; t < p.classes(); t++) {
            for (int c = 0; c < p.classes(); c++) {
                expected[to[t]][to[c]] = before.count(t, c);
            }
        }
        assertThat(rows(after)).isDeepEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void rowSums_areTheLabelsCounts(long seed) {
        Predictions p = SamplePredictions.random(seed);
        ConfusionMatrix random = ConfusionMatrix.of(p);

        for (int clazz = 0; clazz < p.classes(); clazz++) {
            int c = clazz;
            assertThat(random.support(c))
                    .isEqualTo(IntStream.range(0, p.size())
                            .filter(i -> p.label(i) == c)
                            .count());
            assertThat(random.predictedCount(c))
                    .isEqualTo(IntStream.range(0, p.size())
                            .filter(i -> p.predicted(i) == c)
                            .count());
        }
        assertThat(random.total()).isEqualTo(p.size());
        assertThat(random.correct())
                .isEqualTo(IntStream.range(0, p.size()).filter(p::correct).count());
    }

    static int[] permutation(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] permutation = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = permutation[i];
            permutation[i] = permutation[j];
            permutation[j] = swapped;
        }
        return permutation;
    }

    private static long[][] rows(ConfusionMatrix matrix) {
        long[][] rows = new long[matrix.classes()][matrix.classes()];
        for (int t = 0; t < matrix.classes(); t++) {
            for (int c = 0; c < matrix.classes(); c++) {
                rows[t][c] = matrix.count(t, c);
            }
        }
        return rows;
    }
}
