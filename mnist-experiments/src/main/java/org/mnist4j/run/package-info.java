/**
 * What a run leaves on disk: {@link org.mnist4j.run.RunDirectory} writes the experiment, the model, the history, the
 * predictions, the measures and a manifest of them all, and the folder appears under its name only when it is complete.
 *
 * <p>{@link org.mnist4j.run.Run} opens one again; {@link org.mnist4j.run.Runs} checks its files and trains it again;
 * {@link org.mnist4j.run.RunComparison} compares two. It comes after {@code org.mnist4j.train} and
 * {@code org.mnist4j.metrics}; the figures that go beside are drawn by {@code org.mnist4j.report}.
 */
@NullMarked
package org.mnist4j.run;

import org.jspecify.annotations.NullMarked;
