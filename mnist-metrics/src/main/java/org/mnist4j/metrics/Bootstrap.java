package org.mnist4j.metrics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Percentile bootstrap intervals of any measure.
 *
 * <pre>{@code
 * Interval f1 = Bootstrap.seeded(42).interval(report.predictions(), EvaluationReport::macroF1);
 * }</pre>
 *
 * <p>A resample consists of n draws with replacement from the n examples, and the measure is computed on each resample.
 * The interval runs from the (1 - confidence)/2 to the (1 + confidence)/2 quantile of these values, interpolated
 * linearly between the sorted values: with B values, the p-quantile lies at position {@code p (B - 1)} counted from 0
 * (type 7 of Hyndman and Fan 1996, the default of numpy and R). Source: B. Efron, "Bootstrap methods: another look at
 * the jackknife", 1979; Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13.
 *
 * <p>The same seed, settings and predictions give the same interval on every machine, and every measure is computed on
 * the same resamples: the examples of resample r are drawn by Lemire's method from the SplitMix64 stream named
 * {@code bootstrap} with key r, as defined by {@code org.mnist4j.random.RandomStream}. The interval covers the choice of
 * test images, not the variation between training seeds. A measure that is biased on small samples, such as the
 * expected calibration error, is biased again on the resamples, and its interval may not contain the estimate.
 *
 * @param seed any value
 * @param resamples the number of resamples, 1 or more; 1,000 determine the ends of a 95% interval to about a tenth of
 *     its width
 * @param confidence in (0, 1)
 */
public record Bootstrap(long seed, int resamples, double confidence) {
    private static final int DEFAULT_RESAMPLES = 1_000;
    private static final double DEFAULT_CONFIDENCE = 0.95;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if a value is outside its range
     */
    public Bootstrap {
        if (resamples < 1) {
            throw new IllegalArgumentException("resamples: expected 1 or more, but was " + resamples);
        }
        InputChecks.confidence(confidence);
    }

    /** Returns a bootstrap of 1,000 resamples with confidence 0.95. */
    public static Bootstrap seeded(long seed) {
        return new Bootstrap(seed, DEFAULT_RESAMPLES, DEFAULT_CONFIDENCE);
    }

    /**
     * Returns a copy with the given number of resamples.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Bootstrap withResamples(int number) {
        return new Bootstrap(seed, number, confidence);
    }

    /**
     * Returns a copy with the given confidence.
     *
     * @throws IllegalArgumentException if it is not between 0 and 1
     */
    public Bootstrap withConfidence(double value) {
        return new Bootstrap(seed, resamples, value);
    }

    /**
     * Returns a measure of the predictions with its percentile interval.
     *
     * @param predictions at least one example
     * @param measure any function of the report on a resample, such as {@code EvaluationReport::logLoss}; the report's
     *     {@link EvaluationReport#predictions() predictions} are the resample
     * @return an interval whose estimate is the measure of the predictions themselves; its ends are NaN if the measure
     *     of a resample is NaN or infinite, such as a ROC-AUC without examples of a class
     * @throws IllegalArgumentException if there are no examples
     */
    public Interval interval(Predictions predictions, ToDoubleFunction<EvaluationReport> measure) {
        notEmpty(predictions);
        double[] values = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            values[r] = measure(predictions.drawn(examples(r, predictions)), measure);
        }
        return interval(measure(predictions, measure), values);
    }

    /**
     * Compares a measure of two models on the same resamples.
     *
     * @param first at least one example
     * @param second predictions for the same examples in the same order
     * @param measure as for {@link #interval}
     * @throws IllegalArgumentException if there are no examples, or the two do not have the same class names, number of
     *     examples and labels in the same order
     */
    public PairedBootstrap compare(Predictions first, Predictions second, ToDoubleFunction<EvaluationReport> measure) {
        InputChecks.sameExamples(first, second);
        notEmpty(first);
        double[] firsts = new double[resamples];
        double[] seconds = new double[resamples];
        double[] differences = new double[resamples];
        int firstHigher = 0;
        int secondHigher = 0;
        for (int r = 0; r < resamples; r++) {
            int[] examples = examples(r, first);
            firsts[r] = measure(first.drawn(examples), measure);
            seconds[r] = measure(second.drawn(examples), measure);
            differences[r] = firsts[r] - seconds[r];
            firstHigher += firsts[r] > seconds[r] ? 1 : 0;
            secondHigher += seconds[r] > firsts[r] ? 1 : 0;
        }
        double firstEstimate = measure(first, measure);
        double secondEstimate = measure(second, measure);
        Interval difference = interval(firstEstimate - secondEstimate, differences);
        return new PairedBootstrap(
                interval(firstEstimate, firsts),
                interval(secondEstimate, seconds),
                difference,
                difference.isDefined() ? (double) firstHigher / resamples : Double.NaN,
                difference.isDefined() ? (double) secondHigher / resamples : Double.NaN);
    }

    private static void notEmpty(Predictions predictions) {
        if (predictions.size() == 0) {
            throw new IllegalArgumentException("predictions: expected at least one example to draw from, but was none");
        }
    }

    private int[] examples(int resample, Predictions predictions) {
        return new ResampleStream(seed, resample).indices(predictions.size());
    }

    private static double measure(Predictions predictions, ToDoubleFunction<EvaluationReport> measure) {
        return measure.applyAsDouble(EvaluationReport.of(predictions));
    }

    private Interval interval(double estimate, double[] values) {
        if (!Arrays.stream(values).allMatch(Double::isFinite)) {
            return new Interval(estimate, Double.NaN, Double.NaN, confidence);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Interval(
                estimate, quantile(sorted, (1 - confidence) / 2), quantile(sorted, (1 + confidence) / 2), confidence);
    }

    private static double quantile(double[] sorted, double p) {
        double position = p * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        double value = sorted[below] + (position - below) * (sorted[above] - sorted[below]);
        return Math.min(value, sorted[above]); // rounding may exceed it
    }
}
