package org.mnist4j.metrics;

/**
 * Tails and quantiles of Student's t distribution.
 *
 * <p>Quantiles have a relative error below 1e-12 for up to 10,000 degrees of freedom and below 1e-10 for up to a
 * million, for confidences from 0.001 to 1 - 1e-6. Results are the same on every machine.
 */
final class StudentT {
    /** From this value on, seven terms of the series in {@link #gammaRatio} are exact to the last bit. */
    private static final double LARGE = 100;

    private static final double MAX_QUANTILE = 1e30;
    private static final double TINY = 1e-300;

    private StudentT() {}

    /**
     * Returns P(|T| > t) for t of 0 or more: the regularized incomplete beta function {@code I_x(df/2, 1/2)} at
     * {@code x = df / (df + t^2)} (Abramowitz and Stegun 26.7.1 and 26.5.27).
     */
    static double bothTails(double t, int degreesOfFreedom) {
        double a = degreesOfFreedom / 2.0;
        double x = 1 / (1 + t * t / degreesOfFreedom);
        double y = 1 / (1 + degreesOfFreedom / (t * t)); // 1 - x without losing digits
        if (y == 0) {
            return 1;
        }
        // x^a y^(1/2) / B(a, 1/2), and B(a, 1/2) = sqrt(pi) gamma(a) / gamma(a + 1/2)
        double front = StrictMath.exp(-a * StrictMath.log1p(t * t / degreesOfFreedom))
                * StrictMath.sqrt(y / Math.PI)
                * gammaRatio(a);
        return x < (a + 1) / (a + 2.5) ? front * fraction(x, a, 0.5) / a : 1 - front * fraction(y, 0.5, a) / 0.5;
    }

    /** Returns the t with P(-t <= T <= t) = confidence; at most 1e30. */
    static double twoSidedQuantile(double confidence, int degreesOfFreedom) {
        return Bisection.root(t -> bothTails(t, degreesOfFreedom) - (1 - confidence), 0, MAX_QUANTILE);
    }

    /**
     * Returns gamma(a + 1/2) / gamma(a) by its series in 1/a; a small a is first raised by gamma(a + 1) = a gamma(a).
     */
    private static double gammaRatio(double a) {
        double shift = 1;
        double large = a;
        while (large < LARGE) {
            shift *= large / (large + 0.5);
            large++;
        }
        double r = 1 / large;
        double series = 1
                + r
                        * (-1.0 / 8
                                + r
                                        * (1.0 / 128
                                                + r
                                                        * (5.0 / 1024
                                                                + r
                                                                        * (-21.0 / 32768
                                                                                + r
                                                                                        * (-399.0 / 262144
                                                                                                + r
                                                                                                        * (869.0
                                                                                                                / 4194304))))));
        return shift * StrictMath.sqrt(large) * series;
    }

    /**
     * The continued fraction of the incomplete beta function (NIST DLMF 8.17.22), which converges fast for {@code x <
     * (a + 1) / (a + b + 2)}, by Lentz's method as modified by Thompson and Barnett.
     */
    private static double fraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double value = d;
        double change;
        int m = 1;
        do {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            change = d * c;
            value *= change;
            m++;
        } while (Math.abs(change - 1) > 0x1p-51);
        return value;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
