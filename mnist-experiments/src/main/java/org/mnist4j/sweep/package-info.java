/**
 * Many variants of one experiment, trained side by side and compared: {@link org.mnist4j.sweep.Sweep} is the way in.
 *
 * <p>What to vary is an {@link org.mnist4j.config.SweepConfig}; each trial is a fit of {@code org.mnist4j.train}. Who runs
 * the trials, and where, is a {@link org.mnist4j.sweep.TrialExecutor}.
 */
@NullMarked
package org.mnist4j.sweep;

import org.jspecify.annotations.NullMarked;
