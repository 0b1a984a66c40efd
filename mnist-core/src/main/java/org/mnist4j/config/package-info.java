/**
 * The description of an experiment: immutable records, a fluent builder and strict JSON.
 *
 * <p>Start at {@link org.mnist4j.config.ExperimentConfig}; its parts ({@link org.mnist4j.config.Layer}, {@link
 * org.mnist4j.config.Optimizer}, {@link org.mnist4j.config.Loss}, {@link org.mnist4j.config.Augmentation}) are values
 * created by {@link org.mnist4j.config.Layers}, {@link org.mnist4j.config.Optimizers}, {@link
 * org.mnist4j.config.Losses} and {@link org.mnist4j.config.Augmentations}. The JSON mirrors the record tree, so that a
 * path such as {@code layers[2].units} means the same in both. {@code org.mnist4j.train} trains it.
 */
@NullMarked
package org.mnist4j.config;

import org.jspecify.annotations.NullMarked;
