package org.mnist4j.metrics;

/**
 * A measure of two models on the same resamples, from {@link Bootstrap#compare}.
 *
 * <p>Mostly the same images are hard for both models, so the difference varies less than either measure, and its
 * interval can be decisive where the two intervals overlap. If it excludes 0, one of the models is better on this kind
 * of image at that confidence. Which sign is better depends on the measure. Source: as for {@link Bootstrap}; P. Koehn,
 * "Statistical significance tests for machine translation evaluation", EMNLP 2004, for the shares.
 *
 * @param first the measure of the first model
 * @param second the measure of the second model
 * @param difference the first minus the second
 * @param shareFirstHigher the share of resamples on which the first has the higher value, in [0, 1]; NaN if the
 *     difference is undefined
 * @param shareSecondHigher the share on which the second has the higher value; the rest are ties
 */
public record PairedBootstrap(
        Interval first, Interval second, Interval difference, double shareFirstHigher, double shareSecondHigher) {}
