package org.mnist4j.model;

import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.storage.PrintableText;

/**
 * The measures of a model on a test set, as recorded in its file by whoever measured them.
 *
 * @param testData the test set's name, 1 to 200 characters
 * @param testDataSha256 the test set's {@code ImageDataset.fingerprint()}, 64 lower-case hex digits
 * @param testImages images in the test set, 1 or more
 * @param accuracy fraction of the images classified correctly
 * @param macroF1 unweighted mean of the classes' F1, within 0 and 1
 * @param logLoss mean log-loss, 0 or more
 */
public record TestMetrics(
        String testData, String testDataSha256, int testImages, double accuracy, double macroF1, double logLoss) {

    /**
     * Checks every measure.
     *
     * @throws IllegalArgumentException if the name is blank, longer than {@value ModelProvenance#MAX_TEXT} characters
     *     or contains an unpaired surrogate, the fingerprint is not hexadecimal, there are no images, or a measure is out
     *     of its range
     */
    public TestMetrics {
        ModelProvenance.requireText("testData", testData);
        ModelProvenance.requireSha256("testDataSha256", testDataSha256);
        if (testImages < 1) {
            throw new IllegalArgumentException("testImages must be 1 or more, was " + testImages);
        }
        requireShare("accuracy", accuracy);
        requireShare("macroF1", macroF1);
        if (!(logLoss >= 0 && Double.isFinite(logLoss))) {
            throw new IllegalArgumentException("logLoss must be 0 or more and finite, was " + logLoss);
        }
    }

    /** The measures of a report on this test set. */
    public static TestMetrics of(ImageDataset test, EvaluationReport report) {
        return new TestMetrics(
                PrintableText.storable(test.name(), ModelProvenance.MAX_TEXT),
                test.fingerprint(),
                test.size(),
                report.accuracy(),
                report.macroF1(),
                report.logLoss());
    }

    private static void requireShare(String field, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(field + " must be within 0 and 1, was " + share);
        }
    }
}
