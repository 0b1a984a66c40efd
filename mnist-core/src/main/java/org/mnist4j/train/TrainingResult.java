package org.mnist4j.train;

import java.util.Locale;
import java.util.OptionalInt;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.model.Model;

/**
 * What a finished run leaves.
 *
 * @param config the experiment that was run
 * @param model the trained network
 * @param history what each epoch measured
 * @param stopReason why it came to its end
 * @param bestEpoch the epoch, from 1, with the best value of early stopping's metric, whose model this is if the best is
 *     to be restored; empty without early stopping
 * @param trainingImages images it was trained on, without those held out
 * @param engine the engine that did the arithmetic
 * @param trainingSeconds wall-clock time from the first batch to the finished model, validation included
 * @param conditions which data, how many threads, which native kernels
 */
public record TrainingResult(
        ExperimentConfig config,
        Model model,
        TrainingHistory history,
        StopReason stopReason,
        OptionalInt bestEpoch,
        int trainingImages,
        String engine,
        double trainingSeconds,
        TrainingConditions conditions) {
    /** The run in one line, with the measures of its last epoch. */
    @Override
    public String toString() {
        EpochMetrics last = history.epochs().get(history.epochs().size() - 1);
        return "TrainingResult[" + config.name() + ", " + trainingImages + " images, " + engine + " engine, "
                + String.format(Locale.ROOT, "%.2f s in all, last ", trainingSeconds) + last + "]";
    }
}
