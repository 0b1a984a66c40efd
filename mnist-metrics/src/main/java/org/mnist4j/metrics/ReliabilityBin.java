package org.mnist4j.metrics;

/**
 * The examples whose confidence lies in one range, and the accuracy on them.
 *
 * <p>For a well-calibrated classifier, the accuracy in a bin is close to the mean confidence.
 *
 * @param low the lower end of the range, exclusive
 * @param high the upper end of the range, inclusive
 * @param count the number of examples, 0 or more
 * @param meanConfidence the mean probability of the predicted class; NaN for zero examples
 * @param accuracy the share classified correctly, in [0, 1]; NaN for zero examples
 */
public record ReliabilityBin(double low, double high, long count, double meanConfidence, double accuracy) {}
