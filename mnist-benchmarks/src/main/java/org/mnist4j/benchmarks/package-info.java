/**
 * Measures this library: JMH benchmarks of its parts (classes named {@code ...Benchmark}), and runners that do one
 * whole training job in a process of their own and print what it cost as one line of JSON.
 *
 * <p>{@link org.mnist4j.benchmarks.Job} is what every runner is asked for and {@link
 * org.mnist4j.benchmarks.Measurement} what it answers; the scripts {@code side-by-side} and {@code scaling} of this
 * module start the runners and write the documents.
 */
@NullMarked
package org.mnist4j.benchmarks;

import org.jspecify.annotations.NullMarked;
