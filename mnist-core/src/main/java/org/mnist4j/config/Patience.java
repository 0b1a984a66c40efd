package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Training ends when a metric of the validation set has not improved for some epochs (Prechelt, "Early stopping - but
 * when?", 1998). An epoch improves on the last one that did when its value is better by more than {@code minDelta}; training
 * ends after {@code epochs} epochs in a row that do not.
 *
 * <p>It needs a validation set, and so {@link TrainingConfig#validationFraction()} above 0. With {@code epochs} as large as
 * the number of epochs it never ends training, and still keeps the best model.
 *
 * @param metric what is measured on the validation set; it knows which values are better
 * @param epochs how many epochs without an improvement end training
 * @param minDelta by how much a value must be better to count as an improvement
 * @param restoreBest whether the model is that of the best epoch, by any margin and of equal ones the first, or of the last
 */
@JsonTypeName("patience")
@Describe("training ends when a metric of the validation set has not improved for some epochs")
public record Patience(
        @Describe(value = "what is measured on the validation set", defaultJson = "\"loss\"")
        Metric metric,

        @Describe(
                value = "how many epochs without an improvement end training",
                min = 1,
                max = 100_000,
                defaultJson = "5")
        int epochs,

        @Describe(value = "an improvement is better by more than this", min = 0, max = 1e6, defaultJson = "0")
        double minDelta,

        @Describe(value = "whether the model is that of the best epoch instead of the last", defaultJson = "true")
        boolean restoreBest)
        implements EarlyStopping {

    /** This rule with another margin for an improvement. */
    public Patience minDelta(double newMinDelta) {
        return new Patience(metric, epochs, newMinDelta, restoreBest);
    }

    /** This rule with the model of the best epoch, or of the last. */
    public Patience restoreBest(boolean newRestoreBest) {
        return new Patience(metric, epochs, minDelta, newRestoreBest);
    }
}
