package org.mnist4j.metrics;

/**
 * Tails and quantiles of the standard normal distribution.
 *
 * <p>Tails have a relative error below 1e-12 down to 1e-230, quantiles below 1e-12 for confidences from 0.001 to 1 - 1e-9.
 * Results are the same on every machine.
 */
final class NormalDistribution {
    /**
     * The series is used below this value and the continued fraction above: each converges fast there, with little
     * cancellation.
     */
    private static final double SWITCH = 2;

    private static final int FRACTION_TERMS = 200;
    private static final double MAX_QUANTILE = 40; // beyond 38.5 the tail underflows

    private NormalDistribution() {}

    /** Returns P(Z > z). */
    static double upperTail(double z) {
        if (z < 0) {
            return 1 - upperTail(-z);
        }
        double density = StrictMath.exp(-z * z / 2) / StrictMath.sqrt(2 * Math.PI);
        return z < SWITCH ? 0.5 - density * series(z) : density / fraction(z);
    }

    /** z + z^3/3 + z^5/(3*5) + ... (Abramowitz and Stegun 26.2.11). */
    private static double series(double z) {
        double term = z;
        double sum = z;
        for (int k = 3; term > sum * 0x1p-60; k += 2) {
            term *= z * z / k;
            sum += term;
        }
        return sum;
    }

    /** z + 1/(z + 2/(z + 3/(z + ...))), evaluated from its far end (Abramowitz and Stegun 26.2.14). */
    private static double fraction(double z) {
        double value = z;
        for (int k = FRACTION_TERMS; k >= 1; k--) {
            value = z + k / value;
        }
        return value;
    }

    /** Returns the z with P(-z <= Z <= z) = confidence. */
    static double twoSidedQuantile(double confidence) {
        return Bisection.root(z -> 2 * upperTail(z) - (1 - confidence), 0, MAX_QUANTILE);
    }
}
