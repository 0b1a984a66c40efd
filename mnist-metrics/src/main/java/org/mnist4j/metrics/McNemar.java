package org.mnist4j.metrics;

/**
 * McNemar's test of two classifiers on the same examples: is one right more often than the other?
 *
 * <p>Only the examples that one of them gets right and the other wrong tell them apart. If both are equally good, either
 * kind is as likely as the other. A small p-value speaks against that; a large one does not show that they are equal.
 *
 * <p>Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
 * 1947; T. G. Dietterich, "Approximate statistical tests for comparing supervised classification learning algorithms",
 * 1998, for its use on classifiers. It covers the choice of test images, and not what another training seed would change.
 *
 * @param bothCorrect examples that both classify as their label
 * @param onlyFirstCorrect examples that the first alone classifies as their label, b below
 * @param onlySecondCorrect examples that the second alone classifies as their label, c below
 * @param bothWrong examples that neither classifies as their label
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
     * Counts how the two agree.
     *
     * @throws IllegalArgumentException if the two do not have the same class names, number of examples and labels in the
     *     same order; the message names the first difference
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

    /** Returns the first's accuracy minus the second's, in [-1, 1]; 0 of zero examples. */
    public double accuracyDifference() {
        return ClassMetrics.ratio((double) onlyFirstCorrect - onlySecondCorrect, total());
    }

    /**
     * Returns the exact two-sided p-value, in [0, 1]: twice the chance of at most {@code min(b, c)} heads in {@code b + c}
     * throws of a fair coin, and at most 1.
     *
     * <p>{@code min(1, 2 * sum over i from 0 to min(b, c) of C(b + c, i) / 2^(b + c))}; 1 if b and c are both 0. Valid for
     * any counts, so the one to prefer. The relative error is below 1e-12 for up to 10,000 deciding examples; the time
     * grows with {@code min(b, c)}.
     */
    public double exactPValue() {
        if (onlyFirstCorrect == onlySecondCorrect) {
            return 1;
        }
        long n = (long) onlyFirstCorrect + onlySecondCorrect;
        int fewer = Math.min(onlyFirstCorrect, onlySecondCorrect);
        // C(n, i) and the sum of them, both over 2^scale to stay within a double's range.
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
     * between correlated proportions", 1948. For b = c it leaves out the correction, which would make a difference out of
     * none.
     */
    public double correctedStatistic() {
        double difference = Math.abs((double) onlyFirstCorrect - onlySecondCorrect);
        return difference == 0
                ? 0
                : (difference - 1) * (difference - 1) / ((double) onlyFirstCorrect + onlySecondCorrect);
    }

    /**
     * Returns the p-value of {@link #correctedStatistic()} by the chi-squared distribution with one degree of freedom, in
     * [0, 1]; 1 if b equals c.
     *
     * <p>An approximation for {@code b + c} of about 25 or more. The relative error of the arithmetic is below 1e-12.
     */
    public double correctedPValue() {
        return 2 * NormalDistribution.upperTail(Math.sqrt(correctedStatistic()));
    }
}
