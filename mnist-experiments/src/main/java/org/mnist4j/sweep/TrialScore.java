package org.mnist4j.sweep;

import org.mnist4j.config.Metric;

/**
 * The metrics of a finished trial on the held-out images.
 *
 * @param loss mean cross-entropy per image, in nats, 0 or more
 * @param accuracy fraction classified correctly, 0 to 1
 * @param macroF1 mean of the classes' F1 scores, 0 to 1
 * @param seconds wall-clock time of the training
 * @param parametersSha256 hash of the trained parameters, in lower-case hex: two runs of a trial give the same
 */
public record TrialScore(double loss, double accuracy, double macroF1, double seconds, String parametersSha256) {

    /** Rejects what no training can give. */
    public TrialScore {
        requireWithin("loss", loss, Double.MAX_VALUE);
        requireWithin("accuracy", accuracy, 1);
        requireWithin("macroF1", macroF1, 1);
        requireWithin("seconds", seconds, Double.MAX_VALUE);
        if (!parametersSha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("parametersSha256 must be 64 hexadecimal digits");
        }
    }

    private static void requireWithin(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(
                    name + " must be finite, at least 0" + (most == 1 ? " and at most 1" : "") + ", was " + value);
        }
    }

    /** The value of one metric. */
    public double value(Metric metric) {
        return switch (metric) {
            case LOSS -> loss;
            case ACCURACY -> accuracy;
            case MACRO_F1 -> macroF1;
        };
    }
}
