package org.mnist4j.data.augment;

/** One pass over an image's pixels; immutable. */
sealed interface Step permits Resample, Flip, Erasure, StrokeWidth, Redrawing, Noise, Blur, Contrast, Lines {

    /** Transforms the image in place. */
    void apply(byte[] image, Workspace workspace);
}
