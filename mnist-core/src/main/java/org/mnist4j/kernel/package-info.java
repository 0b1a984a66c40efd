/**
 * The inner loops that training and prediction share. Internal: not for applications.
 *
 * <p>Every loop is plain float arithmetic on whole arrays in a fixed order, which the JIT compiler turns into vector
 * instructions without changing a bit: Java's floats are IEEE 754 on every machine, so results are the same everywhere.
 */
@NullMarked
package org.mnist4j.kernel;

import org.jspecify.annotations.NullMarked;
