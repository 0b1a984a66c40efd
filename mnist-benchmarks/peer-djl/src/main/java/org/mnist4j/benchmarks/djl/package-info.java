/**
 * The benchmark job by DJL on libtorch.
 *
 * <p>What is asked and what is answered stands in {@code org.mnist4j.benchmarks}.
 */
@NullMarked
package org.mnist4j.benchmarks.djl;

import org.jspecify.annotations.NullMarked;
