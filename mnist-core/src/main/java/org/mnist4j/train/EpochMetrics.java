package org.mnist4j.train;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What one epoch measured.
 *
 * @param epoch from 1
 * @param trainingLoss mean over the epoch's images of the loss, each taken just before its own step
 * @param trainingAccuracy share of the epoch's images classified correctly, each just before its own step
 * @param validationLoss mean log-loss over the validation set after the epoch; empty without one
 * @param validationAccuracy accuracy on the validation set after the epoch; empty without one
 * @param seconds wall-clock time of the epoch, validation included
 */
public record EpochMetrics(
        int epoch,
        double trainingLoss,
        double trainingAccuracy,
        OptionalDouble validationLoss,
        OptionalDouble validationAccuracy,
        double seconds) {
    /** One line, as in {@code epoch 3  loss 0.1234  accuracy 0.9630  validation loss 0.1311  accuracy 0.9600  0.52 s}. */
    @Override
    public String toString() {
        return line("epoch " + epoch);
    }

    /** The measures behind a heading. */
    String line(String heading) {
        StringBuilder line = new StringBuilder(heading)
                .append(String.format(Locale.ROOT, "  loss %.4f  accuracy %.4f", trainingLoss, trainingAccuracy));
        validationLoss.ifPresent(loss -> line.append(String.format(Locale.ROOT, "  validation loss %.4f", loss)));
        validationAccuracy.ifPresent(accuracy -> line.append(String.format(Locale.ROOT, "  accuracy %.4f", accuracy)));
        return line.append(String.format(Locale.ROOT, "  %.2f s", seconds)).toString();
    }
}
