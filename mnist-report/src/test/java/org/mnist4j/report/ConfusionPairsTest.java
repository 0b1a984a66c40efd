package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mnist4j.metrics.Predictions;

class ConfusionPairsTest {
    private static final List<String> AB = List.of("a", "b");

    /** Images 0 and 2 are a predicted as b, 1 is b predicted as a, 3 to 5 are a predicted correctly. */
    private static final Predictions PREDICTIONS = Predictions.of(AB, new int[] {0, 1, 0, 0, 0, 0}, new float[] {
        0.25f, 0.75f, 0.625f, 0.375f, 0.125f, 0.875f, 1, 0, 0.75f, 0.25f, 0.875f, 0.125f
    });

    @Test
    void pairs_areTheMistakesMostFrequentFirst_thenTheHits() {
        assertThat(ConfusionPairs.of(PREDICTIONS, 1, 8, 100).all())
                .containsExactly(
                        new ConfusionPair(0, 1, 2, List.of(2, 0)),
                        new ConfusionPair(1, 0, 1, List.of(1)),
                        new ConfusionPair(0, 0, 3, List.of(4, 5, 3)));
    }

    @Test
    void images_areDealtOutInRounds() {
        assertThat(ConfusionPairs.of(PREDICTIONS, 0, 2, 4).all())
                .extracting(ConfusionPair::examples)
                .containsExactly(List.of(2, 0), List.of(1), List.of(4));
        assertThat(ConfusionPairs.of(PREDICTIONS, 0, 2, 2).all())
                .extracting(ConfusionPair::examples)
                .containsExactly(List.of(2), List.of(1));
    }

    @Test
    void firstPairs_comeBeforeTheRounds() {
        assertThat(ConfusionPairs.of(PREDICTIONS, 1, 2, 2).all())
                .extracting(ConfusionPair::examples)
                .containsExactly(List.of(2, 0));
    }

    @Test
    void pairWithoutAnImage_isLeftOut() {
        ConfusionPairs pairs = ConfusionPairs.of(PREDICTIONS, 0, 2, 1);

        assertThat(pairs.all()).hasSize(1);
        assertThat(pairs.find(0, 1)).isPresent();
        assertThat(pairs.find(1, 0)).isEmpty();
        assertThat(pairs.find(1, 1)).isEmpty();
    }
}
