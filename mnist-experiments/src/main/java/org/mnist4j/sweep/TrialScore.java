package org.mnist4j.sweep;

import org.mnist4j.config.Metric;

/**
 * The metrics of a finished trial on the held-out images.
 *
 * @param loss mean cross-entropy per image, in nats
 * @param accuracy fraction classified correctly, 0 to 1
 * @param macroF1 mean of the classes' F1 scores, 0 to 1
 * @param seconds wall-clock time of the training
 * @param parametersSha256 hash of the trained parameters, in lower-case hex: two runs of a trial give the same
 */
public record TrialScore(double loss, double accuracy, double macroF1, double seconds, String parametersSha256) {

    /** The value of one metric. */
    public double value(Metric metric) {
        return switch (metric) {
            case LOSS -> loss;
            case ACCURACY -> accuracy;
            case MACRO_F1 -> macroF1;
        };
    }
}
