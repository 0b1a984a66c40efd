/**
 * What a classifier's answers are worth: counts, scores and their text, with scikit-learn's definitions.
 *
 * <p>{@link org.mnist4j.metrics.Predictions} holds the answers, {@link org.mnist4j.metrics.ConfusionMatrix} counts
 * them, and {@link org.mnist4j.metrics.EvaluationReport} is the facade that turns both into numbers and a printable
 * table. {@link org.mnist4j.metrics.Bootstrap}, {@link org.mnist4j.metrics.McNemar} and
 * {@link org.mnist4j.metrics.SeedSummary} say how far the numbers can be trusted, and
 * {@link org.mnist4j.metrics.PairedEvaluation} puts two classifiers side by side. Nothing here knows how the answers came
 * about; figures of them are drawn in {@code org.mnist4j.report}.
 */
@NullMarked
package org.mnist4j.metrics;

import org.jspecify.annotations.NullMarked;
