package org.mnist4j.metrics;

/**
 * The exact upper confidence bound for a proportion.
 *
 * <p>Source: C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
 * Biometrika 26 (1934). Unlike Wilson's interval, it is never too low, however small the proportion.
 */
final class ClopperPearson {
    private ClopperPearson() {}

    /**
     * Returns the p with P(X <= successes) = alpha for X binomial with {@code trials} and p: with probability 1 - alpha at
     * least, it is not below the true proportion. 1 if all trials are successes, or there are none.
     */
    static double upper(int successes, int trials, double alpha) {
        if (successes == trials) {
            return 1;
        }
        double logChoose = 0;
        for (int i = 1; i <= successes; i++) {
            logChoose += StrictMath.log((trials - successes + i) / (double) i);
        }
        double logAlpha = StrictMath.log(alpha);
        double constant = logChoose;
        return Bisection.root(p -> logTail(successes, trials, constant, p) - logAlpha, 0, 1);
    }

    /** ln P(X <= k): the largest term is the last one where p is above k / n, as at the bound, so the sum is taken relative to it. */
    private static double logTail(int k, int n, double logChoose, double p) {
        if (p == 0) {
            return 0;
        }
        if (p == 1) {
            return Double.NEGATIVE_INFINITY;
        }
        double odds = (1 - p) / p;
        double term = 1;
        double sum = 1;
        for (int i = k; i > 0 && term > sum * 0x1p-60; i--) {
            term *= odds * i / (n - i + 1);
            sum += term;
        }
        return logChoose + k * StrictMath.log(p) + (n - k) * StrictMath.log1p(-p) + StrictMath.log(sum);
    }
}
