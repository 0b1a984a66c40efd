package org.mnist4j.config;

import org.mnist4j.data.augment.Augmenter;

/** A random transformation of the training images, as a value; {@link Augmenter} applies it. */
public sealed interface Augmentation
        permits Affine, Elastic, HorizontalFlip, RandomErasing, StrokeWidth, Redraw, Noise, Blur, Contrast, Lines {

    /**
     * Adds this transformation to an augmenter.
     *
     * @return the builder
     */
    Augmenter.Builder addTo(Augmenter.Builder builder);
}
