/**
 * The training arithmetic behind one port, {@link org.mnist4j.engine.TrainingEngine}.
 *
 * <p>For {@code org.mnist4j.train} only: applications call {@code Trainer}. An engine holds the parameters and the
 * optimizer's state, makes one step per batch, and hands the parameters out in the layout of {@code
 * NetworkSummary.tensors()}. Native libraries are touched here and nowhere else.
 */
@NullMarked
package org.mnist4j.engine;

import org.jspecify.annotations.NullMarked;
