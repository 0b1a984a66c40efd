package org.mnist4j.run;

import java.util.List;
import org.mnist4j.metrics.ClassMetrics;
import org.mnist4j.metrics.EvaluationReport;

/**
 * The scores of the final model on the test images, as {@link EvaluationReport} defines them.
 *
 * @param accuracy in [0, 1]
 * @param macroF1 in [0, 1]
 * @param macroPrecision in [0, 1]
 * @param macroRecall in [0, 1]
 * @param weightedF1 in [0, 1]
 * @param logLoss 0 or more, in nats
 * @param testImages number of test images, 1 or more
 * @param perClass the scores of each class, in index order
 */
public record RunMetrics(
        double accuracy,
        double macroF1,
        double macroPrecision,
        double macroRecall,
        double weightedF1,
        double logLoss,
        int testImages,
        List<ClassMetrics> perClass) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public RunMetrics {
        requireShare("accuracy", accuracy);
        requireShare("macroF1", macroF1);
        requireShare("macroPrecision", macroPrecision);
        requireShare("macroRecall", macroRecall);
        requireShare("weightedF1", weightedF1);
        if (!(logLoss >= 0 && Double.isFinite(logLoss))) {
            throw new IllegalArgumentException("logLoss: expected 0 or more, was " + logLoss);
        }
        if (testImages < 1) {
            throw new IllegalArgumentException("testImages: expected 1 or more, was " + testImages);
        }
        perClass = List.copyOf(perClass);
        for (int c = 0; c < perClass.size(); c++) {
            requireShare("perClass[" + c + "].precision", perClass.get(c).precision());
            requireShare("perClass[" + c + "].recall", perClass.get(c).recall());
            requireShare("perClass[" + c + "].f1", perClass.get(c).f1());
            if (perClass.get(c).support() < 0 || perClass.get(c).support() > testImages) {
                throw new IllegalArgumentException("perClass[" + c + "].support: expected 0 to " + testImages + ", was "
                        + perClass.get(c).support());
            }
        }
    }

    /**
     * The metrics of an evaluation.
     *
     * @throws IllegalArgumentException if it has no images
     */
    public static RunMetrics of(EvaluationReport report) {
        return new RunMetrics(
                report.accuracy(),
                report.macroF1(),
                report.macroPrecision(),
                report.macroRecall(),
                report.weighted().f1(),
                report.logLoss(),
                report.predictions().size(),
                report.perClass());
    }

    private static void requireShare(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(field + ": expected 0 to 1, was " + value);
        }
    }
}
