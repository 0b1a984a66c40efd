/**
 * The training arithmetic behind one interface, {@link org.mnist4j.engine.TrainingEngine}: the parameters, the
 * optimizer's state, one training step per batch.
 *
 * <p>Not exported; applications call {@code Trainer}. {@code JavaEngine} builds on the loops of {@code
 * org.mnist4j.kernel}; {@code ProvidedEngine} takes gradients from a module found through {@code org.mnist4j.spi}.
 */
@NullMarked
package org.mnist4j.engine;

import org.jspecify.annotations.NullMarked;
