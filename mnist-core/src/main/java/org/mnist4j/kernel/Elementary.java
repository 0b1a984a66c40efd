package org.mnist4j.kernel;

/**
 * Exponential function, sigmoid and hyperbolic tangent of floats, and a logarithm, from additions, multiplications,
 * divisions and {@link Math#fma}: the same bits on every machine, and in vectors of any width.
 *
 * <p>The functions of floats are monotone. Their errors are at most 1.2 units in the last place for the exponential
 * function, 2.5 for the sigmoid and 1 for the hyperbolic tangent. NaN gives NaN; zeros and infinities give exact values.
 *
 * <p>Method: {@code e^x = 2^n e^r} with {@code n = rint(x / ln 2)} (Cody and Waite 1980). {@code (e^r - 1 - r) / r^2} is a
 * polynomial of degree 5 in {@code r}, and for {@code |x| < 1} {@code (tanh(x) / x - 1) / x^2} one of degree 7 in {@code
 * x^2}. Both have the smallest maximum error relative to the function: 0.001 and 0.007 units in the last place.
 */
public final class Elementary {

    /** Adding it rounds to an integer, which then stands in the lowest bits. */
    public static final float ROUND = 0x1.8p23f;

    /** The bits of {@link #ROUND}. */
    public static final int ROUND_BITS = 0x4B400000;

    /** The exponent bits of 1, not shifted. */
    public static final int BIAS = 127;

    /** The number of bits after the exponent. */
    public static final int MANTISSA = 23;

    /** {@code 1 / ln 2}. */
    public static final float LOG2_E = 1.44269504f;

    /** The first bits of {@code ln 2}, whose product with an exponent is exact. */
    public static final float LN2_HIGH = 0.693145752f;

    /** {@code ln 2} without {@link #LN2_HIGH}. */
    public static final float LN2_LOW = 1.42860677e-6f;

    /** Below it {@code e^x} is zero. */
    public static final float LOWEST = -104;

    /** Above it {@code e^x} is infinite. */
    public static final float HIGHEST = 89;

    /** Below it the sigmoid is {@code e^x} to the precision of floats. */
    public static final float TAIL = -17.5f;

    /** Coefficients of {@code (e^r - 1 - r) / r^2}, from {@code r^0} to {@code r^5}. */
    public static final float E0 = 0.5f,
            E1 = 0x1.555554p-3f,
            E2 = 0x1.55548ep-5f,
            E3 = 0x1.1127p-7f,
            E4 = 0x1.6d8cf8p-10f,
            E5 = 0x1.9f08a2p-13f;

    /** Coefficients of {@code (tanh(x) / x - 1) / x^2}, from {@code x^0} to {@code x^14}. */
    public static final float T0 = -0.33333328f,
            T1 = 0.133332f,
            T2 = -0.0539531f,
            T3 = 0.02178473f,
            T4 = -0.008595115f,
            T5 = 0.0030785946f,
            T6 = -0.00084113743f,
            T7 = 0.00012147077f;

    private static final double LN2 = 0.6931471805599453;
    private static final double SQRT_2 = 1.4142135623730951;

    private Elementary() {}

    /** {@code e^x}. */
    public static float exp(float x) {
        float c = Math.min(Math.max(x, LOWEST), HIGHEST);
        float shifted = Math.fma(c, LOG2_E, ROUND);
        float n = shifted - ROUND;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, c));
        float p = Math.fma(E5, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, E1);
        p = Math.fma(p, r, E0);
        float e = 1 + Math.fma(r * r, p, r);
        // In two factors, as 2^n alone can be too large or too small.
        int exponent = Float.floatToRawIntBits(shifted) - ROUND_BITS;
        int half = exponent >> 1;
        return e * power(half) * power(exponent - half);
    }

    private static float power(int exponent) {
        return Float.intBitsToFloat(exponent + BIAS << MANTISSA);
    }

    /** {@code 1 / (1 + e^-x)}. */
    public static float sigmoid(float x) {
        return x < TAIL ? exp(x) : 1 / (1 + exp(-x));
    }

    /** Hyperbolic tangent; from 1 on {@code 1 - 2 / (e^2x + 1)}. The sign of zero is kept. */
    public static float tanh(float x) {
        float a = Math.abs(x);
        float s = a * a;
        float p = Math.fma(T7, s, T6);
        p = Math.fma(p, s, T5);
        p = Math.fma(p, s, T4);
        p = Math.fma(p, s, T3);
        p = Math.fma(p, s, T2);
        p = Math.fma(p, s, T1);
        p = Math.fma(p, s, T0);
        return Math.copySign(a < 1 ? Math.fma(a * s, p, a) : 1 - 2 / (exp(a + a) + 1), x);
    }

    /**
     * The natural logarithm of a normal number above zero, within two units in the last place of a double or 1e-15: {@code
     * 2 artanh((m - 1) / (m + 1))} by its power series for the mantissa {@code m} between the roots of 1/2 and 2.
     */
    static double log(double x) {
        int exponent = Math.getExponent(x);
        double m = Math.scalb(x, -exponent);
        if (m > SQRT_2) {
            m /= 2;
            exponent++;
        }
        double f = (m - 1) / (m + 1);
        double s = f * f;
        double sum = 0;
        for (int k = 21; k >= 1; k -= 2) {
            sum = Math.fma(sum, s, 1.0 / k);
        }
        return Math.fma(exponent, LN2, 2 * f * sum);
    }
}
