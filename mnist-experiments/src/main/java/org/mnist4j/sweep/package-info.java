/**
 * Hyperparameter sweeps: trains variants of an experiment and compares them. Start at {@link org.mnist4j.sweep.Sweep}.
 *
 * <p>A {@link org.mnist4j.config.SweepConfig} defines what to vary; each trial is a fit of {@code org.mnist4j.train}, run by a
 * {@link org.mnist4j.sweep.TrialExecutor}.
 */
@NullMarked
package org.mnist4j.sweep;

import org.jspecify.annotations.NullMarked;
