package org.mnist4j.train;

import org.mnist4j.config.ExperimentConfig;

/**
 * Describes a run that is about to start.
 *
 * @param config the experiment
 * @param trainingImages the number of images in the training set
 * @param validationImages the number of images in the validation set, 0 without one
 * @param batchesPerEpoch the number of batches per epoch, including a smaller last batch
 * @param engine the name of the engine
 */
public record TrainingStart(
        ExperimentConfig config, int trainingImages, int validationImages, int batchesPerEpoch, String engine) {}
