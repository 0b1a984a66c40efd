package org.mnist4j.spi;

/** The images and targets of one training step. The arrays are reused: they hold this batch until the next step only. */
public interface TrainingBatch {

    /** How many images the batch has, 1 or more; the last batch of an epoch may be smaller than the others. */
    int size();

    /**
     * The augmented pixels, scaled to [0, 1].
     *
     * @return {@code [size][height][width][channels]}; it may be longer
     */
    float[] pixels();

    /**
     * The target distribution of each image: one-hot, or smoothed where the experiment smooths labels.
     *
     * @return {@code [size][classes]}, rows sum to 1; it may be longer
     */
    float[] targets();

    /**
     * Writes the factors of a dropout layer for one image: 0 where a value is dropped, otherwise {@code 1 / (1 - rate)}.
     *
     * @param layer the layer's index in the configuration
     * @param image the image's position in the batch, from 0
     * @param factors receives one factor per value of the layer's input, channels last; its length is their number
     */
    void dropoutFactors(int layer, int image, float[] factors);
}
