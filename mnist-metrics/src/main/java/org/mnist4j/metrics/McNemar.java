package org.mnist4j.metrics;

/**
 * McNemar's test of whether one of two classifiers is right more often than the other on the same examples.
 *
 * <p>Only the examples that exactly one of the two classifies correctly are informative. If both classifiers are
 * equally good, either one is equally likely to be the correct one. A small p-value is evidence against that; a large
 * one does not show that they are equal.
 *
 * <p>Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
 * 1947; T. G. Dietterich, "Approximate statistical tests for comparing supervised classification learning algorithms",
 * 1998, for its use on classifiers. The test covers the choice of test images, not the variation between training
 * seeds.
 *
 * @param bothCorrect examples that both classify correctly
 * @param onlyFirstCorrect examples that only the first classifies correctly; b in the formulas
 * @param onlySecondCorrect examples that only the second classifies correctly; c in the formulas
 * @param bothWrong examples that neither classifies correctly
 */
public record McNemar(int bothCorrect, int onlyFirstCorrect, int onlySecondCorrect, int bothWrong) {
    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if a count is negative
     */
    public McNemar {
        notNegative("bothCorrect", bothCorrect);
        notNegative("onlyFirstCorrect", onlyFirstCorrect);
        notNegative("onlySecondCorrect", onlySecondCorrect);
        notNegative("bothWrong", bothWrong);
    }

    /**
     * Counts where two classifiers are right and wrong.
     *
     * @throws IllegalArgumentException if the two do not have the same class names, number of examples and labels in
     *     the same order; the message names the first difference
     */
    public static McNemar of(Predictions first, Predictions second) {
        InputChecks.sameExamples(first, second);
        int[] counts = new int[4];
        for (int i = 0; i < first.size(); i++) {
            counts[(first.correct(i) ? 0 : 2) + (second.correct(i) ? 0 : 1)]++;
        }
        return new McNemar(counts[0], counts[1], counts[2], counts[3]);
    }

    private static void notNegative(String name, int count) {
        if (count < 0) {
            throw new IllegalArgumentException(name + ": expected 0 or more, but was " + count);
        }
    }

    /** Returns the number of examples. */
    public long total() {
        return (long) bothCorrect + onlyFirstCorrect + onlySecondCorrect + bothWrong;
    }

    /** Returns the first's accuracy minus the second's, in [-1, 1]; 0 for zero examples. */
    public double accuracyDifference() {
        return ClassMetrics.ratio((double) onlyFirstCorrect - onlySecondCorrect, total());
    }

    /**
     * Returns the exact two-sided p-value, in [0, 1]: twice the probability of at most {@code min(b, c)} heads in
     * {@code b + c} tosses of a fair coin, capped at 1.
     *
     * <p>{@code min(1, 2 * sum over i from 0 to min(b, c) of C(b + c, i) / 2^(b + c))}; 1 if b and c are both 0. Valid
     * for any counts, and therefore preferable to the corrected one. The relative error is below 1e-12 for b + c up to
     * 10,000; the running time grows with {@code min(b, c)}.
     */
    public double exactPValue() {
        if (onlyFirstCorrect == onlySecondCorrect) {
            return 1;
        }
        long n = (long) onlyFirstCorrect + onlySecondCorrect;
        int fewer = Math.min(onlyFirstCorrect, onlySecondCorrect);
        // C(n, i) and their sum, both divided by 2^scale to stay within the range of a double.
        double term = 1;
        double sum = 1;
        long scale = 0;
        for (int i = 1; i <= fewer; i++) {
            term *= (double) (n - i + 1) / i;
            sum += term;
            if (sum > 0x1p512) {
                term *= 0x1p-512;
                sum *= 0x1p-512;
                scale += 512;
            }
        }
        long exponent = Math.max(scale - n + 1, -5_000); // far below the smallest double
        return Math.min(1, Math.scalb(sum, (int) exponent));
    }

    /**
     * Returns the statistic with continuity correction, {@code (|b - c| - 1)^2 / (b + c)}, 0 or more; 0 if b equals c.
     *
     * <p>Source: A. L. Edwards, "Note on the correction for continuity in testing the significance of the difference
     * between correlated proportions", 1948. For b = c the correction is omitted, since it would make the statistic
     * positive where there is no difference.
     */
    public double correctedStatistic() {
        double difference = Math.abs((double) onlyFirstCorrect - onlySecondCorrect);
        return difference == 0
                ? 0
                : (difference - 1) * (difference - 1) / ((double) onlyFirstCorrect + onlySecondCorrect);
    }

    /**
     * Returns the p-value of {@link #correctedStatistic()} under the chi-squared distribution with one degree of
     * freedom, in [0, 1]; 1 if b equals c.
     *
     * <p>An approximation for {@code b + c} of about 25 or more. The relative error of the arithmetic is below 1e-12.
     */
    public double correctedPValue() {
        return 2 * NormalDistribution.upperTail(Math.sqrt(correctedStatistic()));
    }
}
