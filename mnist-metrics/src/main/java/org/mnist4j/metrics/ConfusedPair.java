package org.mnist4j.metrics;

/**
 * How often one class was taken for another.
 *
 * @param trueClass the index of the label
 * @param predictedClass the index of the answer, another one
 * @param trueName the name of the label
 * @param predictedName the name of the answer
 * @param count how many examples, 1 or more
 */
public record ConfusedPair(int trueClass, int predictedClass, String trueName, String predictedName, long count) {}
