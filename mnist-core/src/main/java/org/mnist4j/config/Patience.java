package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Training stops when a metric on the validation set has not improved for some epochs (Prechelt, "Early stopping - but
 * when?", 1998). An epoch is an improvement if its value is better than that of the last improvement by more than
 * {@code minDelta}; training stops after {@code epochs} epochs in a row without one.
 *
 * <p>Requires a validation set, and so a {@link TrainingConfig#validationFraction()} above 0. With {@code epochs} as
 * large as the number of training epochs, training never stops early, but the best model is still kept.
 *
 * @param metric metric monitored on the validation set; it determines which values are better
 * @param epochs number of epochs without improvement after which training stops
 * @param minDelta a change counts as an improvement only if it is larger than this
 * @param restoreBest whether the model is that of the best epoch (by any margin, and the first of equal ones) or that
 *     of the last
 */
@JsonTypeName("patience")
@Describe("training stops when a metric on the validation set has not improved for some epochs")
public record Patience(
        @Describe(value = "metric monitored on the validation set", defaultJson = "\"loss\"")
        Metric metric,

        @Describe(
                value = "number of epochs without improvement after which training stops",
                min = 1,
                max = 100_000,
                defaultJson = "5")
        int epochs,

        @Describe(
                value = "a change counts as an improvement only if it is larger than this",
                min = 0,
                max = 1e6,
                defaultJson = "0")
        double minDelta,

        @Describe(value = "whether the model is that of the best epoch instead of the last", defaultJson = "true")
        boolean restoreBest)
        implements EarlyStopping {

    /** This rule with a different smallest improvement. */
    public Patience minDelta(double newMinDelta) {
        return new Patience(metric, epochs, newMinDelta, restoreBest);
    }

    /** This rule with the model of the best epoch, or of the last. */
    public Patience restoreBest(boolean newRestoreBest) {
        return new Patience(metric, epochs, minDelta, newRestoreBest);
    }
}
