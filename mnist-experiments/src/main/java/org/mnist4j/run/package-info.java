/**
 * Runs on disk: {@link org.mnist4j.run.RunDirectory} writes the experiment, the model, the history, the predictions, the
 * metrics and a manifest of them; the folder appears only when it is complete.
 *
 * <p>{@link org.mnist4j.run.Run} opens a run, {@link org.mnist4j.run.Runs} verifies it, and {@link
 * org.mnist4j.run.RunComparison} compares two. Training is in {@code org.mnist4j.train}, evaluation in {@code
 * org.mnist4j.metrics}; {@code org.mnist4j.report} draws the figures.
 */
@NullMarked
package org.mnist4j.run;

import org.jspecify.annotations.NullMarked;
