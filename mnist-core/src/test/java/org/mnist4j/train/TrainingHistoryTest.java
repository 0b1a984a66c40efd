package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrainingHistoryTest {

    @Test
    void csv_hasOneLinePerEpoch_andEmptyCellsWithoutValidation() {
        TrainingHistory history = new TrainingHistory(List.of(
                new EpochMetrics(1, 0.5, 0.75, OptionalDouble.empty(), OptionalDouble.empty(), 1.25),
                new EpochMetrics(2, 0.25, 0.875, OptionalDouble.of(0.375), OptionalDouble.of(0.8125), 1.5)));

        assertThat(history.toCsv()).isEqualTo("""
                        epoch,trainingLoss,trainingAccuracy,validationLoss,validationAccuracy,seconds
                        1,0.5,0.75,,,1.25
                        2,0.25,0.875,0.375,0.8125,1.5
                        """);
    }
}
