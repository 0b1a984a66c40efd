/**
 * Augmentation: images changed at random while a network trains, each a pure function of seed, epoch and image.
 *
 * <p>Start at {@link org.mnist4j.data.augment.Augmenter}. An image goes through steps: {@code Resample} moves its pixels
 * along {@code AffineWarp} and {@code ElasticWarp} at once, {@code Erasure} blackens a rectangle. The engines ask for the
 * images batch by batch.
 */
@NullMarked
package org.mnist4j.data.augment;

import org.jspecify.annotations.NullMarked;
