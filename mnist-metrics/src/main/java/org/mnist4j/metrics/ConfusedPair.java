package org.mnist4j.metrics;

/**
 * How often one class was misclassified as another.
 *
 * @param trueClass the index of the label
 * @param predictedClass the index of the predicted class, different from the label
 * @param trueName the name of the label
 * @param predictedName the name of the predicted class
 * @param count the number of examples, 1 or more
 */
public record ConfusedPair(int trueClass, int predictedClass, String trueName, String predictedName, long count) {}
