package org.mnist4j.data;

/**
 * A data set with its published training and test parts.
 *
 * @param train the images to train on
 * @param test the images to evaluate on, never used in training
 */
public record TrainTest(ImageDataset train, ImageDataset test) {

    /**
     * Checks that the parts have the same shape and classes.
     *
     * @throws IllegalArgumentException if the parts differ in shape or class names
     */
    public TrainTest {
        train.checkComparable(test);
    }
}
