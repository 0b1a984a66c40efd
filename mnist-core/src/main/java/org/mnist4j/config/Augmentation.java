package org.mnist4j.config;

import org.mnist4j.data.augment.Augmenter;

/** A random change of the training images, as a value; what it does to an image is {@link Augmenter}'s. */
public sealed interface Augmentation permits Affine, Elastic, HorizontalFlip, RandomErasing {

    /**
     * Adds what this describes to an augmenter.
     *
     * @return the builder
     */
    Augmenter.Builder addTo(Augmenter.Builder builder);
}
