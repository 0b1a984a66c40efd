package org.mnist4j.metrics;

/**
 * Wilson's score interval for a proportion, such as an accuracy.
 *
 * <p>With {@code p = successes / trials}, {@code n = trials} and z the {@code (1 + confidence) / 2} quantile of the
 * standard normal distribution:
 *
 * <pre>{@code
 * (p + z^2/2n  -+  z * sqrt(p (1 - p) / n + z^2/4n^2)) / (1 + z^2/n)
 * }</pre>
 *
 * <p>It stays within [0, 1], has a positive width even at 0 and at {@code n} successes, and has close to its nominal
 * coverage for small samples and for proportions near 1, where the simple {@code p -+ z * sqrt(p (1 - p) / n)} does
 * not. Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927),
 * without a continuity correction.
 */
public final class WilsonInterval {
    private WilsonInterval() {}

    /**
     * Returns the interval for a proportion.
     *
     * @param successes 0 to {@code trials}, such as the examples classified as their label
     * @param trials 0 or more; 0 gives an estimate of 0 (0/0 counts as 0) and the uninformative interval [0, 1]
     * @param confidence in (0, 1), such as 0.95
     * @throws IllegalArgumentException if a value is outside its range
     */
    public static Interval of(long successes, long trials, double confidence) {
        InputChecks.confidence(confidence);
        if (trials < 0) {
            throw new IllegalArgumentException("trials: expected 0 or more, but was " + trials);
        }
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(
                    "successes: expected 0 to " + trials + " (trials), but was " + successes);
        }
        if (trials == 0) {
            return new Interval(0, 0, 1, confidence);
        }
        double n = trials;
        double p = successes / n;
        double z = NormalDistribution.twoSidedQuantile(confidence);
        double zz = z * z;
        double center = p + zz / (2 * n);
        double margin = z * Math.sqrt(p * (1 - p) / n + zz / (4 * n * n));
        double scale = 1 + zz / n;
        // With no successes or no failures one end is exactly 0 or 1, which the formula would miss because of rounding.
        double low = successes == 0 ? 0 : Math.max(0, (center - margin) / scale);
        double high = successes == trials ? 1 : Math.min(1, (center + margin) / scale);
        return new Interval(p, low, high, confidence);
    }
}
