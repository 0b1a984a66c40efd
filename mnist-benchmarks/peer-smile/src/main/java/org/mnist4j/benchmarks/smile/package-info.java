/**
 * The benchmark job by Smile's multilayer perceptron.
 *
 * <p>What is asked and what is answered stands in {@code org.mnist4j.benchmarks}.
 */
@NullMarked
package org.mnist4j.benchmarks.smile;

import org.jspecify.annotations.NullMarked;
