package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mnist4j.metrics.SamplePredictions.certain;
import static org.mnist4j.metrics.SamplePredictions.digits;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfusedPairsTest {
    // Rows 0 1 2 / 2 1 0 / 0 1 0: cat predicted as bird twice, dog as cat twice, cat as dog once, bird as dog once.
    private final EvaluationReport report = EvaluationReport.of(
            certain(List.of("cat", "dog", "bird"), new int[] {2, 1, 0, 1, 0, 0, 1}, new int[] {1, 0, 2, 0, 1, 2, 1}));

    private final ConfusedPair catForBird = new ConfusedPair(0, 2, "cat", "bird", 2);
    private final ConfusedPair dogForCat = new ConfusedPair(1, 0, "dog", "cat", 2);
    private final ConfusedPair catForDog = new ConfusedPair(0, 1, "cat", "dog", 1);
    private final ConfusedPair birdForDog = new ConfusedPair(2, 1, "bird", "dog", 1);

    @Test
    void equalCounts_areOrderedByTrueThenPredictedClass() {
        assertThat(report.confusedPairs(10))
                .containsExactly(catForBird, dogForCat, catForDog, birdForDog)
                .isUnmodifiable();
    }

    @Test
    void fewerThanAll_areTheMostFrequent() {
        assertThat(report.confusedPairs(1)).containsExactly(catForBird);
        assertThat(report.confusedPairs(3)).containsExactly(catForBird, dogForCat, catForDog);
        assertThat(report.confusionMatrix().confusedPairs(3)).isEqualTo(report.confusedPairs(3));
    }

    @Test
    void noMistake_givesNoPair() {
        assertThat(EvaluationReport.of(certain(digits(3), new int[] {0, 1, 1}, new int[] {0, 1, 1}))
                        .confusedPairs(5))
                .isEmpty();
        assertThat(EvaluationReport.of(certain(digits(1), new int[2], new int[2]))
                        .confusedPairs(5))
                .isEmpty();
        assertThat(EvaluationReport.of(certain(digits(3), new int[0], new int[0]))
                        .confusedPairs(5))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void lessThanOnePair_isRejected(int k) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> report.confusedPairs(k))
                .withMessage("k: expected 1 or more, but was " + k);
    }
}
