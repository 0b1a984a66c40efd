package org.mnist4j.train;

import java.util.Locale;
import java.util.OptionalInt;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.model.Model;

/**
 * The result of a completed run, or of one that pauses.
 *
 * @param config the experiment that was run
 * @param model the trained network
 * @param history the metrics of each epoch
 * @param stopReason why training stopped
 * @param bestEpoch the epoch, from 1, with the best value of the early stopping metric; the model is that of this epoch
 *     if early stopping restores the best; empty without early stopping
 * @param trainingImages the number of training images, without held-out images
 * @param engine the name of the engine
 * @param trainingSeconds wall-clock time from the first batch to the finished model, including validation
 * @param conditions data sets, number of threads and native kernels
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

    /**
     * Whether {@link Trainer#continueFrom} can train more epochs from the last checkpoint: not if training was stopped early, nor if
     * the learning rates of its epochs depend on how many there are.
     */
    public boolean canContinue() {
        int batchSize = config.training().batchSize();
        return stopReason == StopReason.EPOCHS_DONE
                && !config.training().learningRatesDependOnEpochs((trainingImages + batchSize - 1) / batchSize);
    }

    /** Returns the run in one line, with the metrics of its last epoch. */
    @Override
    public String toString() {
        EpochMetrics last = history.epochs().get(history.epochs().size() - 1);
        return "TrainingResult[" + config.name() + ", " + trainingImages + " images, " + engine + " engine, "
                + String.format(Locale.ROOT, "%.2f s in all, last ", trainingSeconds) + last + "]";
    }
}
