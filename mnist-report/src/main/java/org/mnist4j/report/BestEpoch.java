package org.mnist4j.report;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.TrainingHistory;

/**
 * The epoch of the lowest validation loss, or of the lowest training loss if there was no validation set.
 *
 * @param epoch its number
 * @param criterion the criterion, such as {@code lowest validation loss}
 */
record BestEpoch(int epoch, String criterion) {

    /** The best epoch, the first of equal ones; empty if no loss is finite. */
    static Optional<BestEpoch> of(TrainingHistory history) {
        boolean validated = history.epochs().stream()
                .anyMatch(epoch -> epoch.validationLoss().isPresent());
        ToDoubleFunction<EpochMetrics> loss =
                validated ? epoch -> epoch.validationLoss().orElse(Double.NaN) : EpochMetrics::trainingLoss;
        String criterion = validated ? "lowest validation loss" : "lowest training loss";
        return history.epochs().stream()
                .filter(epoch -> Double.isFinite(loss.applyAsDouble(epoch)))
                .min(Comparator.comparingDouble(loss))
                .map(epoch -> new BestEpoch(epoch.epoch(), criterion));
    }
}
