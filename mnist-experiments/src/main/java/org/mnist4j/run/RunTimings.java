package org.mnist4j.run;

import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.TrainingResult;

/**
 * The measured times of a run; nothing else in it depends on a clock.
 *
 * @param trainingSeconds from the first batch to the last, validation included
 * @param fastestEpochSeconds the shortest epoch
 * @param slowestEpochSeconds the longest epoch, usually the first, while the JVM compiles
 */
public record RunTimings(double trainingSeconds, double fastestEpochSeconds, double slowestEpochSeconds) {

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if a time is negative or not a number
     */
    public RunTimings {
        requireSeconds("trainingSeconds", trainingSeconds);
        requireSeconds("fastestEpochSeconds", fastestEpochSeconds);
        requireSeconds("slowestEpochSeconds", slowestEpochSeconds);
    }

    static RunTimings of(TrainingResult training) {
        return new RunTimings(
                training.trainingSeconds(),
                training.history().epochs().stream()
                        .mapToDouble(EpochMetrics::seconds)
                        .min()
                        .orElse(0),
                training.history().epochs().stream()
                        .mapToDouble(EpochMetrics::seconds)
                        .max()
                        .orElse(0));
    }

    private static void requireSeconds(String field, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(field + ": expected 0 or more seconds, was " + value);
        }
    }
}
