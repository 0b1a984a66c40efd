package org.mnist4j.metrics;

/**
 * A value estimated from a sample, and the range that the sample leaves open for it.
 *
 * <p>Meant as a confidence interval: of many samples drawn the same way, a share of about {@code confidence} gives an
 * interval that holds the true value. Which method made it, and so how near to that share it comes, is said where it is
 * made. The estimate usually lies inside, but a percentile bootstrap of a biased measure may leave it outside.
 *
 * @param estimate the measure of the sample itself
 * @param low the lower end; NaN together with {@code high} where the interval is undefined
 * @param high the upper end, {@code low} or more
 * @param confidence in (0, 1), such as 0.95
 */
public record Interval(double estimate, double low, double high, double confidence) {

    /**
     * Checks the ends and the confidence.
     *
     * @throws IllegalArgumentException if {@code low} is above {@code high}, if one end alone is NaN, or if
     *     {@code confidence} is not between 0 and 1
     */
    public Interval {
        if (!(low <= high) && !(Double.isNaN(low) && Double.isNaN(high))) {
            throw new IllegalArgumentException("low: expected at most high, which is " + high + ", but was " + low);
        }
        InputChecks.confidence(confidence);
    }

    /** Returns whether {@code value} lies between the ends or on one; never for NaN or an undefined interval. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Returns whether the ends are numbers. */
    public boolean isDefined() {
        return !Double.isNaN(low);
    }
}
