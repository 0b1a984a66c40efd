package org.mnist4j.data;

/**
 * A training set cut in two: every image of it is in exactly one of the parts.
 *
 * @param train what a model learns from
 * @param validation what decisions such as early stopping are taken on
 */
public record Split(ImageDataset train, ImageDataset validation) {

    /**
     * Checks that a model of the one can be measured on the other.
     *
     * @throws IllegalArgumentException if the parts differ in shape or class names
     */
    public Split {
        train.checkComparable(validation);
    }
}
