package org.mnist4j.metrics;

/**
 * A measure of two models on the same resamples, from {@link Bootstrap#compare}.
 *
 * <p>What makes an image hard is mostly the same for both, so the difference varies less than either measure, and the
 * interval of the difference decides where the two intervals still overlap. If it leaves out 0, the test images speak for
 * one of the models at that confidence. Which sign is the better one depends on the measure. Source: as for
 * {@link Bootstrap}; P. Koehn, "Statistical significance tests for machine translation evaluation", EMNLP 2004, for the
 * shares.
 *
 * @param first the measure of the first model
 * @param second the measure of the second model
 * @param difference the first minus the second
 * @param shareFirstHigher the share of resamples on which the first has the higher value, in [0, 1]; NaN if the difference
 *     is undefined
 * @param shareSecondHigher the share on which the second has the higher value; the rest are ties
 */
public record PairedBootstrap(
        Interval first, Interval second, Interval difference, double shareFirstHigher, double shareSecondHigher) {}
