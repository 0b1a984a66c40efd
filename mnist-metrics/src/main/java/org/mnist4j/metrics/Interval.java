package org.mnist4j.metrics;

/**
 * A value estimated from a sample, with its confidence interval.
 *
 * <p>If many samples were drawn the same way, a share of about {@code confidence} of their intervals would contain the
 * true value. How close the share is depends on the method, which is documented where the interval is computed. The
 * estimate usually lies within the interval, but may lie outside it for a percentile bootstrap of a biased measure.
 *
 * @param estimate the value of the measure on the sample itself
 * @param low the lower end; NaN together with {@code high} where the interval is undefined
 * @param high the upper end, at least {@code low}
 * @param confidence in (0, 1), such as 0.95
 */
public record Interval(double estimate, double low, double high, double confidence) {

    /**
     * Checks the ends and the confidence.
     *
     * @throws IllegalArgumentException if {@code low} is above {@code high}, if only one end is NaN, or if
     *     {@code confidence} is not between 0 and 1
     */
    public Interval {
        if (!(low <= high) && !(Double.isNaN(low) && Double.isNaN(high))) {
            throw new IllegalArgumentException("low: expected at most high, which is " + high + ", but was " + low);
        }
        InputChecks.confidence(confidence);
    }

    /** Returns whether {@code value} lies between the ends, inclusive; false for NaN and for an undefined interval. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Returns whether the ends are numbers. */
    public boolean isDefined() {
        return !Double.isNaN(low);
    }
}
