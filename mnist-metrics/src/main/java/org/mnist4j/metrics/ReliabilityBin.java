package org.mnist4j.metrics;

/**
 * The examples whose confidence lies in one range, and how often they were right.
 *
 * <p>A well calibrated classifier is right in a bin about as often as it is confident on average.
 *
 * @param low the lower end of the range, which belongs to the bin below
 * @param high the upper end of the range, which belongs to this bin
 * @param count how many examples, 0 or more
 * @param meanConfidence the mean probability of the predicted class; NaN of zero examples
 * @param accuracy the share classified as their label, in [0, 1]; NaN of zero examples
 */
public record ReliabilityBin(double low, double high, long count, double meanConfidence, double accuracy) {}
