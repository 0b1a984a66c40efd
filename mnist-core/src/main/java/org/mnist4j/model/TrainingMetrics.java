package org.mnist4j.model;

import java.util.OptionalDouble;

/**
 * The metrics of a training's last epoch.
 *
 * @param epochs the number of completed epochs, 1 or more
 * @param trainingLoss mean loss over the last epoch's images, each computed just before its training step
 * @param trainingAccuracy fraction of the last epoch's images classified correctly, each just before its training step
 * @param validationLoss mean log-loss over the validation set after the last epoch; empty without one
 * @param validationAccuracy accuracy on the validation set after the last epoch; empty without one
 */
public record TrainingMetrics(
        int epochs,
        double trainingLoss,
        double trainingAccuracy,
        OptionalDouble validationLoss,
        OptionalDouble validationAccuracy) {

    /**
     * Checks every metric.
     *
     * @throws IllegalArgumentException if the epochs are fewer than 1, a loss is not finite, an accuracy is not within
     *     [0, 1], or only one of the validation metrics is present
     */
    public TrainingMetrics {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be 1 or more, was " + epochs);
        }
        requireLoss("trainingLoss", trainingLoss);
        requireAccuracy("trainingAccuracy", trainingAccuracy);
        if (validationLoss.isPresent() != validationAccuracy.isPresent()) {
            throw new IllegalArgumentException(
                    "validationLoss and validationAccuracy must both be present or both be absent");
        }
        validationLoss.ifPresent(loss -> requireLoss("validationLoss", loss));
        validationAccuracy.ifPresent(accuracy -> requireAccuracy("validationAccuracy", accuracy));
    }

    private static void requireLoss(String field, double loss) {
        if (!Double.isFinite(loss)) {
            throw new IllegalArgumentException(field + " must be finite, was " + loss);
        }
    }

    private static void requireAccuracy(String field, double accuracy) {
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalArgumentException(field + " must be within 0 and 1, was " + accuracy);
        }
    }
}
