package org.mnist4j.train;

import org.mnist4j.config.ExperimentConfig;

/**
 * What is about to be trained.
 *
 * @param config the experiment
 * @param trainingImages images in the training set
 * @param validationImages images in the validation set, 0 without one
 * @param batchesPerEpoch steps per epoch, a smaller last batch included
 * @param engine the engine that does the arithmetic
 */
public record TrainingStart(
        ExperimentConfig config, int trainingImages, int validationImages, int batchesPerEpoch, String engine) {}
