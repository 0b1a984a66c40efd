package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.metrics.SamplePredictions.certain;
import static org.mnist4j.metrics.SamplePredictions.digits;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RocAucTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    /** Two classes; {@code scores} are the probabilities of class 1. */
    private static EvaluationReport binary(int[] labels, float... scores) {
        float[] probabilities = new float[2 * scores.length];
        for (int i = 0; i < scores.length; i++) {
            probabilities[2 * i] = 1 - scores[i];
            probabilities[2 * i + 1] = scores[i];
        }
        return EvaluationReport.of(Predictions.of(digits(2), labels, probabilities));
    }

    @Test
    void tiedPair_countsAHalf() {
        // 0.75 beats 0.5 and 0.25; 0.5 ties with 0.5 and beats 0.25: 3.5 of 4 pairs.
        EvaluationReport report = binary(new int[] {1, 1, 0, 0}, 0.75f, 0.5f, 0.5f, 0.25f);

        assertThat(report.rocAuc(1)).isEqualTo(0.875);
        assertThat(report.rocAuc(0)).isEqualTo(0.875);
        assertThat(report.rocAuc()).isEqualTo(0.875);
        assertThat(report.classesWithoutRocAuc()).isEmpty();
    }

    @Test
    void threeClasses_areEachRankedAgainstTheRest() {
        // Class 0: 1/2 versus 1/4, 1/2, 0: 2.5 of 3. Class 1: 1/4 versus 1/4, 1/2, 1/4: 1 of 3. Class 2: 0 and 3/4
        // against 1/4 and 1/2: 0 + 2 of 4.
        EvaluationReport report = EvaluationReport.of(Predictions.of(digits(3), new int[] {0, 1, 2, 2}, new float[] {
            0.5f, 0.25f, 0.25f, 0.25f, 0.25f, 0.5f, 0.5f, 0.5f, 0, 0, 0.25f, 0.75f
        }));

        assertThat(report.rocAuc(0)).isEqualTo(2.5 / 3);
        assertThat(report.rocAuc(1)).isEqualTo(1.0 / 3);
        assertThat(report.rocAuc(2)).isEqualTo(0.5);
        assertThat(report.rocAuc()).isEqualTo((2.5 / 3 + 1.0 / 3 + 0.5) / 3);
    }

    @Test
    void equalScores_areChance() {
        EvaluationReport report = binary(new int[] {1, 0, 0, 1, 0}, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f);

        assertThat(report.rocAuc(0)).isEqualTo(0.5);
        assertThat(report.rocAuc()).isEqualTo(0.5);
    }

    @Test
    void separatedScores_areOneOrZero() {
        assertThat(binary(new int[] {0, 0, 1}, 0, 0.25f, 0.5f).rocAuc()).isEqualTo(1);
        assertThat(binary(new int[] {1, 1, 0}, 0, 0.25f, 0.5f).rocAuc()).isZero();
    }

    @Test
    void zeroAndNegativeZero_areTied() {
        Predictions zeros = Predictions.of(digits(2), new int[] {0, 1}, new float[] {1, 0f, 1, -0f});

        assertThat(EvaluationReport.of(zeros).rocAuc(1)).isEqualTo(0.5);
    }

    @Test
    void absentClass_isUndefinedAndNamed() {
        EvaluationReport report =
                EvaluationReport.of(certain(List.of("cat", "dog", "bird"), new int[] {0, 0, 2}, new int[] {0, 1, 2}));

        assertThat(report.rocAuc(0)).isEqualTo(0.75); // 1 and 0 against 0: a win and a tie
        assertThat(report.rocAuc(1)).isNaN();
        assertThat(report.rocAuc(2)).isEqualTo(1);
        assertThat(report.rocAuc()).isNaN();
        assertThat(report.classesWithoutRocAuc()).containsExactly("dog").isUnmodifiable();
    }

    @Test
    void oneLabelForAll_leavesEveryClassUndefined() {
        EvaluationReport report = EvaluationReport.of(certain(digits(2), new int[3], new int[] {0, 1, 0}));

        assertThat(report.rocAuc(0)).isNaN();
        assertThat(report.rocAuc()).isNaN();
        assertThat(report.classesWithoutRocAuc()).containsExactly("0", "1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void oneClassOrNoExample_isUndefined(int size) {
        EvaluationReport one = EvaluationReport.of(certain(digits(1), new int[size], new int[size]));

        assertThat(one.rocAuc()).isNaN();
        assertThat(one.classesWithoutRocAuc()).containsExactly("0");
    }

    @Test
    void noExamples_areUndefined() {
        EvaluationReport empty = EvaluationReport.of(certain(digits(2), new int[0], new int[0]));

        assertThat(empty.rocAuc(1)).isNaN();
        assertThat(empty.rocAuc()).isNaN();
        assertThat(empty.classesWithoutRocAuc()).containsExactly("0", "1");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void classIndex_outOfRange_isRejected(int clazz) {
        EvaluationReport report = binary(new int[] {0, 1}, 0, 1);

        assertThatThrownBy(() -> report.rocAuc(clazz)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void area_isTheShareOfPairsInTheRightOrder(long seed) {
        Predictions p = SamplePredictions.random(seed);
        EvaluationReport report = EvaluationReport.of(p);

        for (int c = 0; c < p.classes(); c++) {
            assertThat(report.rocAuc(c)).isEqualTo(shareOfPairs(p, c));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void drawnExamples_haveTheAreaOfTheirOwnPairs(long seed) {
        Predictions p = SamplePredictions.random(seed);
        SplittableRandom random = new SplittableRandom(seed);
        int[] rows = p.size() == 0
                ? new int[0]
                : random.ints(random.nextInt(200), 0, p.size()).toArray();
        Predictions drawn = p.drawn(rows);

        for (int c = 0; c < p.classes(); c++) {
            assertThat(EvaluationReport.of(drawn).rocAuc(c)).isEqualTo(shareOfPairs(drawn, c));
        }
    }

    private static Double shareOfPairs(Predictions p, int clazz) {
        int[] inClass =
                IntStream.range(0, p.size()).filter(i -> p.label(i) == clazz).toArray();
        int[] others =
                IntStream.range(0, p.size()).filter(i -> p.label(i) != clazz).toArray();
        double wins = 0;
        for (int i : inClass) {
            for (int j : others) {
                float difference = p.probability(i, clazz) - p.probability(j, clazz);
                wins += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
            }
        }
        return wins / ((double) inClass.length * others.length);
    }
}
