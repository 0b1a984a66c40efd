/**
 * Training: {@link org.mnist4j.train.Trainer} runs an experiment on a data set and returns a model, its history and its
 * timings. A {@link org.mnist4j.train.TrainingListener} observes the run. With {@link org.mnist4j.train.Checkpoints},
 * an interrupted run can be resumed, with bit-identical results.
 *
 * <p>Everything that affects the weights is configured in {@code org.mnist4j.config}; the arithmetic is in {@code
 * org.mnist4j.engine}; the trained network is an {@code org.mnist4j.model.Model}.
 */
@NullMarked
package org.mnist4j.train;

import org.jspecify.annotations.NullMarked;
