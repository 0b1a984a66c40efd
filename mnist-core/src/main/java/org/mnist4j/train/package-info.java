/**
 * Training: {@link org.mnist4j.train.Trainer} runs an experiment on a data set and returns a model, its history and its
 * timings; {@link org.mnist4j.train.TrainingListener} watches and cannot steer. {@link org.mnist4j.train.Checkpoints} let a
 * run that was stopped go on to the same bits.
 *
 * <p>Everything that changes the weights stands in {@code org.mnist4j.config}; the arithmetic is in {@code
 * org.mnist4j.engine}; the result goes on to {@code org.mnist4j.model}.
 */
@NullMarked
package org.mnist4j.train;

import org.jspecify.annotations.NullMarked;
