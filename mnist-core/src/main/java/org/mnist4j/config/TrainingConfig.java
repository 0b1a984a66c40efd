package org.mnist4j.config;

import java.util.List;

/**
 * How the network is trained.
 *
 * @param optimizer how parameters are updated from their gradients
 * @param schedule how the learning rate changes during training
 * @param warmUpEpochs epochs of linear warm-up at the start of training; may be fractional
 * @param gradientClipping how large gradients are clipped
 * @param epochs passes over the training images
 * @param batchSize images per training step; a smaller last batch in an epoch is trained on too
 * @param augmentation random transformations of the training images, in order; empty for none
 * @param averaging whether the model has the final weights or an average of them
 * @param validationFraction the fraction of the training images, stratified by class and chosen by the seed, that is
 *     held out and evaluated after each epoch; 0 for none
 * @param earlyStopping whether training may stop before its last epoch
 * @param engine which training engine is used
 */
public record TrainingConfig(
        @Describe(value = "how parameters are updated from their gradients", defaultJson = "{\"type\": \"adam\"}")
        Optimizer optimizer,

        @Describe(value = "how the learning rate changes during training", defaultJson = "{\"type\": \"constant\"}")
        Schedule schedule,

        @Describe(
                value = "epochs of linear warm-up at the start of training; may be fractional",
                min = 0,
                max = 100_000,
                defaultJson = "0")
        double warmUpEpochs,

        @Describe(value = "how large gradients are clipped", defaultJson = "{\"type\": \"none\"}")
        GradientClipping gradientClipping,

        @Describe(value = "passes over the training images", min = 1, max = 100_000)
        int epochs,

        @Describe(
                value = "images per training step; a smaller last batch in an epoch is trained on too",
                min = 1,
                max = 65_536,
                defaultJson = "128")
        int batchSize,

        @Describe(
                value = "random transformations of the training images, in order",
                min = 0,
                max = 8,
                defaultJson = "[]")
        List<Augmentation> augmentation,

        @Describe(
                value = "whether the model has the final weights or an average of them",
                defaultJson = "{\"type\": \"none\"}")
        Averaging averaging,

        @Describe(
                value = "fraction of the training images that is held out and evaluated after each epoch",
                min = 0,
                max = 1,
                belowMax = true,
                defaultJson = "0")
        double validationFraction,

        @Describe(value = "whether training may stop before its last epoch", defaultJson = "{\"type\": \"none\"}")
        EarlyStopping earlyStopping,

        @Describe(value = "which training engine is used", defaultJson = "\"auto\"")
        EngineChoice engine) {

    /** Copies the augmentation; an {@link ExperimentConfig} checks the values. */
    public TrainingConfig {
        augmentation = ConfigRules.copyOrSame(augmentation);
    }

    /**
     * The learning rate of one step: a pure function of this configuration and its arguments.
     *
     * <p>With {@code T = epochs * stepsPerEpoch} steps in total and {@code w = round(warmUpEpochs * stepsPerEpoch)}
     * steps of warm-up, at most {@code T - 1}, step {@code t} has {@code optimizer.learningRate} times
     *
     * <pre>
     * t &lt; w:       schedule.factor(0, T - w) (t + 1) / (w + 1)
     * otherwise:   schedule.factor(t - w, T - w)
     * </pre>
     *
     * @param step from 0, over all epochs
     * @param stepsPerEpoch batches in an epoch, including a smaller last one
     */
    public double learningRate(long step, int stepsPerEpoch) {
        return learningRate(step, stepsPerEpoch, epochs);
    }

    /**
     * Whether the learning rates of these epochs would be others in a training of more epochs, as with {@code cosine} and {@code
     * oneCycle}.
     *
     * @param stepsPerEpoch batches in an epoch, including a smaller last one
     */
    public boolean learningRatesDependOnEpochs(int stepsPerEpoch) {
        for (long step = 0; step < (long) epochs * stepsPerEpoch; step++) {
            if (learningRate(step, stepsPerEpoch, epochs) != learningRate(step, stepsPerEpoch, epochs + 1)) {
                return true;
            }
        }
        return false;
    }

    private double learningRate(long step, int stepsPerEpoch, int of) {
        long all = (long) of * stepsPerEpoch;
        long warmUp = Math.min(all - 1, Math.round(warmUpEpochs * stepsPerEpoch));
        long scheduled = all - warmUp;
        double factor = step < warmUp
                ? schedule.factor(0, scheduled, stepsPerEpoch) * (step + 1) / (warmUp + 1)
                : schedule.factor(Math.min(step, all - 1) - warmUp, scheduled, stepsPerEpoch);
        return optimizer.learningRate() * factor;
    }
}
