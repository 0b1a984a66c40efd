package org.mnist4j.data;

/**
 * A training set split in two: every image is in exactly one of the parts.
 *
 * @param train the images to train on
 * @param validation the held-out images, for decisions such as early stopping
 */
public record Split(ImageDataset train, ImageDataset validation) {

    /**
     * Checks that the parts have the same shape and classes.
     *
     * @throws IllegalArgumentException if the parts differ in shape or class names
     */
    public Split {
        train.checkComparable(validation);
    }
}
