package org.mnist4j.config;

import java.util.List;

/**
 * How the network is trained.
 *
 * @param optimizer how parameters follow their gradients
 * @param schedule how the learning rate changes over the steps
 * @param warmUpEpochs epochs during which the learning rate first rises linearly; parts of epochs are fine
 * @param gradientClipping how gradients that are too long are shortened
 * @param epochs passes over the training images
 * @param batchSize images per step; a smaller last batch of an epoch is trained on too
 * @param augmentation how the training images are changed, in order; they stay as they are if it is empty
 * @param averaging whether the model has the final weights or an average
 * @param validationFraction the share of the training images that is held out, the same of each class, chosen by the seed,
 *     and measured after each epoch; 0 for none
 * @param earlyStopping whether training ends before its last epoch
 * @param engine which engine does the arithmetic
 */
public record TrainingConfig(
        @Describe(value = "how parameters follow their gradients", defaultJson = "{\"type\": \"adam\"}")
        Optimizer optimizer,

        @Describe(value = "how the learning rate changes over the steps", defaultJson = "{\"type\": \"constant\"}")
        Schedule schedule,

        @Describe(
                value = "epochs, or parts of one, during which the learning rate first rises linearly",
                min = 0,
                max = 100_000,
                defaultJson = "0")
        double warmUpEpochs,

        @Describe(value = "how gradients that are too long are shortened", defaultJson = "{\"type\": \"none\"}")
        GradientClipping gradientClipping,

        @Describe(value = "passes over the training images", min = 1, max = 100_000)
        int epochs,

        @Describe(
                value = "images per step; a smaller last batch of an epoch is trained on too",
                min = 1,
                max = 65_536,
                defaultJson = "128")
        int batchSize,

        @Describe(value = "random changes of the training images, in order", min = 0, max = 8, defaultJson = "[]")
        List<Augmentation> augmentation,

        @Describe(value = "whether the model has the final weights or an average", defaultJson = "{\"type\": \"none\"}")
        Averaging averaging,

        @Describe(
                value = "share of the training images that is held out and measured after each epoch",
                min = 0,
                max = 1,
                belowMax = true,
                defaultJson = "0")
        double validationFraction,

        @Describe(value = "whether training ends before its last epoch", defaultJson = "{\"type\": \"none\"}")
        EarlyStopping earlyStopping,

        @Describe(value = "which engine does the arithmetic", defaultJson = "\"auto\"")
        EngineChoice engine) {

    /** Copies the augmentation; an {@link ExperimentConfig} checks the values. */
    public TrainingConfig {
        augmentation = ConfigRules.copyOrSame(augmentation);
    }

    /**
     * The learning rate of one step: a pure function of this configuration and its arguments.
     *
     * <p>With {@code T = epochs * stepsPerEpoch} steps in all and {@code w = round(warmUpEpochs * stepsPerEpoch)} steps of
     * warm-up, {@code T - 1} at most, step {@code t} has {@code optimizer.learningRate} times
     *
     * <pre>
     * t &lt; w:       schedule.factor(0, T - w) (t + 1) / (w + 1)
     * otherwise:   schedule.factor(t - w, T - w)
     * </pre>
     *
     * @param step from 0, over all epochs
     * @param stepsPerEpoch batches of an epoch, a smaller last one included
     */
    public double learningRate(long step, int stepsPerEpoch) {
        long all = (long) epochs * stepsPerEpoch;
        long warmUp = Math.min(all - 1, Math.round(warmUpEpochs * stepsPerEpoch));
        long scheduled = all - warmUp;
        double factor = step < warmUp
                ? schedule.factor(0, scheduled, stepsPerEpoch) * (step + 1) / (warmUp + 1)
                : schedule.factor(Math.min(step, all - 1) - warmUp, scheduled, stepsPerEpoch);
        return optimizer.learningRate() * factor;
    }
}
