/**
 * What a run leaves on disk: {@link org.mnist4j.run.RunDirectory} holds the experiment, the model, the history, the
 * predictions and the measures of one training run, and appears under its name only when all of it is written.
 *
 * <p>It comes after {@code org.mnist4j.train} and {@code org.mnist4j.metrics}; the figures that go beside are drawn by
 * {@code org.mnist4j.report}.
 */
@NullMarked
package org.mnist4j.run;

import org.jspecify.annotations.NullMarked;
