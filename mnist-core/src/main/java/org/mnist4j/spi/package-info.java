/**
 * The port for training engines that live outside this module.
 *
 * <p>A module with an engine implements {@link org.mnist4j.spi.EngineProvider} and registers it for {@link
 * java.util.ServiceLoader}. It computes gradients; batch order, augmentation, dropout, optimizer and checkpoints stay in
 * {@code org.mnist4j.train}, the same for every engine. Applications need only {@link
 * org.mnist4j.spi.EngineUnavailableException}.
 */
@NullMarked
package org.mnist4j.spi;

import org.jspecify.annotations.NullMarked;
