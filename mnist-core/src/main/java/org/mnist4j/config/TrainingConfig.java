package org.mnist4j.config;

import java.util.List;

/**
 * How the network is trained.
 *
 * @param optimizer how parameters follow their gradients
 * @param epochs passes over the training images
 * @param batchSize images per step; a smaller last batch of an epoch is trained on too
 * @param augmentation how the training images are changed, in order; they stay as they are if it is empty
 * @param engine which engine does the arithmetic
 */
public record TrainingConfig(
        @Describe(value = "how parameters follow their gradients", defaultJson = "{\"type\": \"adam\"}")
        Optimizer optimizer,

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

        @Describe(value = "which engine does the arithmetic", defaultJson = "\"auto\"")
        EngineChoice engine) {

    /** Copies the augmentation; an {@link ExperimentConfig} checks the values. */
    public TrainingConfig {
        augmentation = ConfigRules.copyOrSame(augmentation);
    }
}
