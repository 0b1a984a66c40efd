/**
 * Evaluation of a classifier's predictions: counts, scores and printable reports, with scikit-learn's definitions.
 *
 * <p>{@link org.mnist4j.metrics.Predictions} contains the probabilities and labels,
 * {@link org.mnist4j.metrics.ConfusionMatrix} the counts, and {@link org.mnist4j.metrics.EvaluationReport} is the
 * facade that turns both into numbers and a printable table. {@link org.mnist4j.metrics.Bootstrap},
 * {@link org.mnist4j.metrics.McNemar} and {@link org.mnist4j.metrics.SeedSummary} quantify the uncertainty of the
 * numbers, and {@link org.mnist4j.metrics.PairedEvaluation} compares two classifiers. Nothing here depends on how the
 * predictions were made; the figures are in {@code org.mnist4j.report}.
 */
@NullMarked
package org.mnist4j.metrics;

import org.jspecify.annotations.NullMarked;
