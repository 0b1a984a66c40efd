package org.mnist4j.data;

/**
 * A data set in its two published parts.
 *
 * @param train what a model learns from
 * @param test what it is measured on, and never sees while it learns
 */
public record TrainTest(ImageDataset train, ImageDataset test) {

    /**
     * Checks that a model of the one can be measured on the other.
     *
     * @throws IllegalArgumentException if the parts differ in shape or class names
     */
    public TrainTest {
        train.checkComparable(test);
    }
}
