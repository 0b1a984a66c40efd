package org.mnist4j.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.train.DataMismatchException;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingDivergedException;
import org.mnist4j.train.TrainingResult;

/**
 * One fit of a sweep: a plain value that can be sent to another machine as JSON.
 *
 * @param number from 1, in the sweep's order
 * @param settings the combination of the grid's values, JSON text by path, in the grid's order
 * @param config the whole experiment, settings and seed in place
 */
public record Trial(int number, Map<String, String> settings, ExperimentConfig config) {

    /** Copies the settings, in their order. */
    public Trial {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * Trains and measures, here or on any machine with the same images, on the calling thread. The outcome depends on
     * the configuration and the images only.
     *
     * @param data the sweep's images
     * @param threads number of threads, at least 1; the outcome does not depend on it
     * @return a score, or a failure if training diverges or the images do not fit
     * @throws org.mnist4j.train.TrainingInterruptedException if the calling thread is interrupted
     */
    public TrialOutcome run(SweepData data, int threads) {
        try {
            TrainingResult result = Trainer.of(config).threads(threads).fit(data.train());
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
