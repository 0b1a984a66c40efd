/**
 * Deeplearning4j beside this library: the {@code dl4j} engine, which takes the gradients of Deeplearning4j's layers, and the
 * bridge between both libraries' data sets, configurations and networks.
 *
 * <p>Native code is loaded here and nowhere else. {@code NativeCheck} reports to {@code doctor} whether it can be.
 */
@NullMarked
package org.mnist4j.dl4j;

import org.jspecify.annotations.NullMarked;
