/**
 * Augmentation: random transformations of training images, each a pure function of seed, epoch and image.
 *
 * <p>Start at {@link org.mnist4j.data.augment.Augmenter}. Images pass through steps: {@code Resample} applies
 * {@code AffineWarp} and {@code ElasticWarp} in one resampling, {@code Flip} mirrors, {@code Erasure} erases a
 * rectangle, {@code StrokeWidth} and {@code Redrawing} change strokes, {@code Noise}, {@code Blur}, {@code Contrast} and
 * {@code Lines} do what they say. The engines request the images batch by batch.
 */
@NullMarked
package org.mnist4j.data.augment;

import org.jspecify.annotations.NullMarked;
