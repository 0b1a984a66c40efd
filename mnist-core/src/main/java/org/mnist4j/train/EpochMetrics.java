package org.mnist4j.train;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The metrics of one epoch.
 *
 * @param epoch from 1
 * @param trainingLoss mean loss over the epoch's images, each measured just before its batch's update
 * @param trainingAccuracy accuracy over the epoch's images, each measured just before its batch's update
 * @param validationLoss mean log-loss on the validation set after the epoch; empty without a validation set
 * @param validationAccuracy accuracy on the validation set after the epoch; empty without a validation set
 * @param seconds wall-clock time of the epoch, including validation
 */
public record EpochMetrics(
        int epoch,
        double trainingLoss,
        double trainingAccuracy,
        OptionalDouble validationLoss,
        OptionalDouble validationAccuracy,
        double seconds) {
    /**
     * Returns one line, such as {@code epoch 3  loss 0.1234  accuracy 0.9630  validation loss 0.1311  accuracy 0.9600
     * 0.52 s}.
     */
    @Override
    public String toString() {
        return line("epoch " + epoch);
    }

    /** Returns the metrics in one line after a heading. */
    String line(String heading) {
        StringBuilder line = new StringBuilder(heading)
                .append(String.format(Locale.ROOT, "  loss %.4f  accuracy %.4f", trainingLoss, trainingAccuracy));
        validationLoss.ifPresent(loss -> line.append(String.format(Locale.ROOT, "  validation loss %.4f", loss)));
        validationAccuracy.ifPresent(accuracy -> line.append(String.format(Locale.ROOT, "  accuracy %.4f", accuracy)));
        return line.append(String.format(Locale.ROOT, "  %.2f s", seconds)).toString();
    }
}
