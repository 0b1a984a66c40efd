package org.mnist4j.metrics;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One measure over several training runs that differ only in their seed: its mean and its variation between seeds.
 *
 * <p>All runs share one test set, so this does not cover the choice of test images;
 * {@link EvaluationReport#accuracyInterval()} and {@link Bootstrap} do.
 *
 * @param values the measure of each run, finite, at least one; immutable
 */
public record SeedSummary(List<Double> values) {
    private static final double DEFAULT_CONFIDENCE = 0.95;

    /**
     * Checks and copies the values.
     *
     * @throws IllegalArgumentException if there is no value or one is NaN or infinite
     */
    public SeedSummary {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("values: expected at least one run, but was an empty list");
        }
        for (int i = 0; i < values.size(); i++) {
            if (!Double.isFinite(values.get(i))) {
                throw new IllegalArgumentException("values[" + i + "]: expected a finite number, but was "
                        + values.get(i) + "; omit runs whose measure is undefined");
            }
        }
    }

    /** Summarizes the values of a measure, one per run. */
    public static SeedSummary of(double... values) {
        return new SeedSummary(Arrays.stream(values).boxed().toList());
    }

    /** Summarizes a measure of each run's evaluation, such as {@code EvaluationReport::macroF1}. */
    public static SeedSummary of(Collection<EvaluationReport> evaluations, ToDoubleFunction<EvaluationReport> measure) {
        return new SeedSummary(evaluations.stream()
                .map(report -> measure.applyAsDouble(report))
                .toList());
    }

    /** Returns the number of runs, 1 or more. */
    public int runs() {
        return values.size();
    }

    /** Returns the arithmetic mean. */
    public double mean() {
        double first = values.get(0); // summing the differences from it makes the mean of equal values exact
        double sum = 0;
        for (double value : values) {
            sum += value - first;
        }
        return first + sum / values.size();
    }

    /** Returns the sample standard deviation, with the divisor {@code runs - 1}; NaN for a single run. */
    public double standardDeviation() {
        double mean = mean();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.size() - 1)); // 0/0 is NaN
    }

    /** Returns the smallest value. */
    public double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    /** Returns the largest value. */
    public double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Returns {@link #meanInterval(MeasureRange, double) meanInterval(range, 0.95)}. */
    public Interval meanInterval(MeasureRange range) {
        return meanInterval(range, DEFAULT_CONFIDENCE);
    }

    /**
     * Returns the mean with Student's t interval, which does not leave the range of the measure.
     *
     * <p>It consists of every mu with {@code |m - mu| <= t s sqrt(V(mu) / V(m))}, where m is the mean, {@code s =
     * standardDeviation / sqrt(runs)} its standard error, t the {@code (1 + confidence) / 2} quantile for {@code runs - 1}
     * degrees of freedom, and V says how the variance depends on the mean:
     *
     * <ul>
     *   <li>{@link MeasureRange#UNBOUNDED}: {@code V(mu) = 1}, which gives {@code m -+ t s}
     *   <li>{@link MeasureRange#NON_NEGATIVE}: {@code V(mu) = mu}, as of a count
     *   <li>{@link MeasureRange#PROPORTION}: {@code V(mu) = mu (1 - mu)}, as of a share; this is Wilson's interval for an
     *       effective sample size of {@code m (1 - m) / s^2}
     * </ul>
     *
     * <p>The mean lies within it, and for a small spread all three are nearly equal. It is an interval for the mean over
     * all seeds and assumes that the mean is approximately normally distributed; single runs vary more widely. For a
     * single run the ends are NaN; for equal values, for instance all 1, both are the mean. Sources: Student, "The
     * probable error of a mean", 1908; E. L. Korn and B. I. Graubard, "Confidence intervals for proportions with small
     * expected number of positive counts estimated from survey data", Survey Methodology 24, 1998; P. McCullagh and J. A.
     * Nelder, Generalized Linear Models, 1989, chapter 9, for variance functions.
     *
     * @param range the values that the measure can have, such as {@link MeasureRange#PROPORTION} for accuracy and macro-F1
     * @param confidence in (0, 1)
     * @throws IllegalArgumentException if {@code confidence} or a value is outside its range
     */
    public Interval meanInterval(MeasureRange range, double confidence) {
        InputChecks.confidence(confidence);
        for (int i = 0; i < values.size(); i++) {
            if (!range.contains(values.get(i))) {
                throw new IllegalArgumentException("values[" + i + "]: expected a number within " + range.ends()
                        + ", the range " + range + ", but was " + values.get(i));
            }
        }
        double mean = mean();
        if (values.size() == 1) {
            return new Interval(mean, Double.NaN, Double.NaN, confidence);
        }
        double t = StudentT.twoSidedQuantile(confidence, values.size() - 1);
        return range.around(mean, t * standardDeviation() / Math.sqrt(values.size()), confidence);
    }
}
