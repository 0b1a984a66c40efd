package org.mnist4j.sweep;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.train.DataMismatchException;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingDivergedException;
import org.mnist4j.train.TrainingResult;

/**
 * One fit of a sweep, or its part up to a rung of a halving: a plain value that can be sent to another machine as JSON.
 *
 * @param number from 1, in the sweep's order; the same in every rung
 * @param settings the values that vary, JSON text by path, in the order of the sweep's paths
 * @param config the whole experiment, settings and seed in place
 * @param epochs how many of the experiment's epochs to train, from 1; its schedule spans all of them
 * @param checkpoints a folder with the checkpoints of the rung before, to go on from, and for those of this one. Where this
 *     folder does not exist, the trial is trained from the beginning, which takes longer and gives the same
 */
public record Trial(
        int number, Map<String, String> settings, ExperimentConfig config, int epochs, Optional<Path> checkpoints) {

    /**
     * Copies the settings, in their order.
     *
     * @throws IllegalArgumentException if the experiment does not have so many epochs
     */
    public Trial {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        if (epochs < 1 || epochs > config.training().epochs()) {
            throw new IllegalArgumentException(
                    "epochs must be 1 to " + config.training().epochs() + ", those of the experiment, was " + epochs);
        }
    }

    /** A trial of all epochs. */
    public Trial(int number, Map<String, String> settings, ExperimentConfig config) {
        this(number, settings, config, config.training().epochs(), Optional.empty());
    }

    /** This trial up to a rung. */
    Trial upTo(int rungEpochs, Path folder) {
        return new Trial(number, settings, config, rungEpochs, Optional.of(folder));
    }

    /** Whether all epochs of the experiment are trained. */
    public boolean isComplete() {
        return epochs == config.training().epochs();
    }

    /**
     * Trains and measures, here or on any machine with the same images, on the calling thread. The outcome depends on
     * the configuration, the number of epochs and the images only.
     *
     * @param data the sweep's images
     * @param threads number of threads, at least 1; the outcome does not depend on it
     * @return a score, or a failure if training diverges or the images do not fit
     * @throws org.mnist4j.train.TrainingInterruptedException if the calling thread is interrupted
     */
    public TrialOutcome run(SweepData data, int threads) {
        try {
            Trainer trainer = Trainer.of(config).threads(threads).pauseAfter(epochs);
            TrainingResult result = checkpoints.isPresent()
                    ? TrialCheckpoints.train(this, trainer, checkpoints.get(), data)
                    : trainer.fit(data.train());
            EvaluationReport report = result.model().evaluate(data.validation());
            return TrialOutcome.scored(
                    this,
                    new TrialScore(
                            report.logLoss(),
                            report.accuracy(),
                            report.macroF1(),
                            result.trainingSeconds(),
                            result.model().parametersSha256()));
        } catch (TrainingDivergedException | DataMismatchException | ArithmeticException e) {
            return TrialOutcome.failed(this, String.valueOf(e.getMessage()));
        }
    }

    /** The name of this trial's folder of checkpoints, and the beginning of those of its files: by configuration and images. */
    String fileName(String fingerprint) {
        int second = fingerprint.indexOf('-');
        return config.sha256().substring(0, 16) + "-" + fingerprint.substring(0, 8)
                + fingerprint.substring(second, second + 9);
    }

    /** The trial as JSON in one line, with the whole experiment; {@link #fromJson} reads it back. */
    public String toJson() {
        return TrialJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException if the text is not a trial
     * @throws org.mnist4j.config.ConfigException if its experiment is not valid
     */
    public static Trial fromJson(String json) {
        return TrialJson.readTrial(json);
    }
}
