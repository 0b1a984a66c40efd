/**
 * The inner loops shared by training and prediction. Internal; not for use by applications. What a sum is, is defined in
 * one place, {@link org.mnist4j.kernel.WeightedSums}.
 *
 * <p>Every loop is plain float arithmetic on whole arrays in a fixed order, which the JIT compiler can vectorize
 * without changing results: Java's floats are IEEE 754 on every machine, so results are bit-identical everywhere.
 */
@NullMarked
package org.mnist4j.kernel;

import org.jspecify.annotations.NullMarked;
