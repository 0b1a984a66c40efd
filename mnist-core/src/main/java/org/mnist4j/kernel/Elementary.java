package org.mnist4j.kernel;

/**
 * Sigmoid and hyperbolic tangent of floats, from additions, multiplications and {@link Math#fma} in double precision: the
 * same bits on every machine, several times faster than with {@link StrictMath}.
 *
 * <p>Results are within 0.51 units in the last place of a float, and monotone. NaN gives NaN; infinities give the limits.
 *
 * <p>Method: {@code e^x = 2^n e^r} with {@code n = rint(x / ln 2)} (Cody and Waite 1980). {@code (e^r - 1 - r) / r^2} is a
 * polynomial of degree 6, fitted at Chebyshev nodes on {@code |r| <= ln 2 / 2}; the relative error of {@code e^r - 1} is
 * below 1e-11.
 */
final class Elementary {

    /** Adding it rounds to an integer, which then stands in the lowest bits. */
    private static final double ROUND = 0x1.8p52;

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0.6931471805599453;
    private static final double LN2_LOW = 2.3190468138462996e-17;
    private static final long ONE = 0x3FF0000000000000L;

    /** Beyond it a float's sigmoid is 0 or 1. */
    private static final double LARGEST = 150;

    /** Beyond it a float's hyperbolic tangent is 1. */
    private static final double LARGEST_TANH = 10;

    private Elementary() {}

    /** {@code e^x - 1} for {@code |x| <= 700}, or NaN. */
    private static double expm1(double x) {
        double shifted = Math.fma(x, LOG2_E, ROUND);
        double n = shifted - ROUND;
        double r = Math.fma(-n, LN2_LOW, Math.fma(-n, LN2_HIGH, x));
        double p = 0.000024859578222625294832;
        p = Math.fma(p, r, 0.00019899273958649360158);
        p = Math.fma(p, r, 0.0013888854049614818824);
        p = Math.fma(p, r, 0.0083332984837548860262);
        p = Math.fma(p, r, 0.041666666718980846436);
        p = Math.fma(p, r, 0.16666666718997508523);
        p = Math.fma(p, r, 0.5);
        double scale = Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) << 52) + ONE);
        return Math.fma(scale, Math.fma(r * r, p, r), scale - 1);
    }

    /** {@code e^x}; beyond 150 that of 150. */
    private static double exp(double x) {
        return expm1(Math.max(-LARGEST, Math.min(LARGEST, x))) + 1;
    }

    /** {@code 1 / (1 + e^-x)}. */
    static float sigmoid(float x) {
        return (float) (1 / (1 + exp(-(double) x)));
    }

    /** {@code (e^2x - 1) / (e^2x + 1)}; the sign of zero is kept. */
    static float tanh(float x) {
        double e = expm1(2 * Math.min(LARGEST_TANH, Math.abs((double) x)));
        return Math.copySign((float) (e / (e + 2)), x);
    }
}
