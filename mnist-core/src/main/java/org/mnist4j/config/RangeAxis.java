package org.mnist4j.config;

/**
 * One value of an experiment and the range to draw it from.
 *
 * @param path the value's path, for instance {@code training.optimizer.learningRate}
 * @param range the values to draw from
 */
public record RangeAxis(String path, Range range) {}
