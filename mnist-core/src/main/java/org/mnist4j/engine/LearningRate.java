package org.mnist4j.engine;

import org.mnist4j.config.TrainingConfig;

/** The learning rate of a batch, which depends only on its position in the run. */
final class LearningRate {

    private LearningRate() {}

    /**
     * @param epoch from 1
     * @param from the position of the batch's first image in the epoch's order
     * @param images the number of images per epoch
     */
    static double of(TrainingConfig training, int epoch, int from, int images) {
        int batchSize = training.batchSize();
        int stepsPerEpoch = (images + batchSize - 1) / batchSize;
        return training.learningRate((epoch - 1L) * stepsPerEpoch + from / batchSize, stepsPerEpoch);
    }
}
