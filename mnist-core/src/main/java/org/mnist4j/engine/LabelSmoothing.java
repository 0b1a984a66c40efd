package org.mnist4j.engine;

import org.mnist4j.config.CrossEntropy;
import org.mnist4j.config.Loss;

/** Cross-entropy with optional label smoothing; {@link CrossEntropy} has the formulas. */
final class LabelSmoothing {

    private final double smoothing;
    private final int classes;

    LabelSmoothing(Loss loss, int classes) {
        this.smoothing = ((CrossEntropy) loss).labelSmoothing();
        this.classes = classes;
    }

    /**
     * The loss of one image.
     *
     * @param logSum {@code ln sum_k exp(z_k)} over the logits, so that {@code -ln p_k} is that minus {@code z_k}
     */
    double loss(double logSum, float[] logits, int label) {
        if (smoothing == 0) {
            return logSum - logits[label];
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += logits[k];
        }
        return logSum - (1 - smoothing) * logits[label] - smoothing / classes * sum;
    }

    /** Turns probabilities into the gradient of the loss with respect to the logits, {@code p - q}, in place. */
    void subtractTarget(float[] probabilities, int label) {
        for (int k = 0; k < classes; k++) {
            probabilities[k] -= target(k, label);
        }
    }

    /** The target of class {@code k} for an image of class {@code label}. */
    float target(int k, int label) {
        return (float) (smoothing / classes + (k == label ? 1 - smoothing : 0));
    }
}
