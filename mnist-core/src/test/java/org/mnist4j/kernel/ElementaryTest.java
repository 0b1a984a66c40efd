package org.mnist4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Against StrictMath in double precision, whose own error is below 1e-8 units in the last place of a float. Limits are
 * those that Elementary states; the largest over all floats are 1.181, 2.481 and 0.949.
 */
class ElementaryTest {

    /** Every so many floats; -Dmnist4j.elementary.step=1 takes all of them, in three minutes. */
    private static final int STEP = Integer.getInteger("mnist4j.elementary.step", 1009);

    private interface FloatFunction {
        float of(float x);
    }

    /** Sweeps the floats from 0 to {@code end}, and their negatives. */
    private static void sweep(FloatFunction function, DoubleUnaryOperator exact, float end, double ulps) {
        float above = function.of(0);
        float below = above;
        double worst = 0;
        for (int bits = 0; bits <= Float.floatToIntBits(end); bits += STEP) {
            float x = Float.intBitsToFloat(bits);
            float up = function.of(x);
            float down = function.of(-x);
            if (!(up >= above && down <= below)) {
                fail("not monotone at " + x);
            }
            above = up;
            below = down;
            worst = Math.max(worst, ulps(up, exact.applyAsDouble(x)));
            worst = Math.max(worst, ulps(down, exact.applyAsDouble(-x)));
        }
        assertThat(worst).isLessThan(ulps);
    }

    private static double ulps(float actual, double exact) {
        return (float) exact == actual ? 0 : Math.abs(actual - exact) / Math.ulp((float) exact);
    }

    @Test
    void exp_isMonotone_withinItsLimit() {
        sweep(Elementary::exp, StrictMath::exp, 110, 1.2);
    }

    @Test
    void tanh_isMonotone_withinItsLimit() {
        sweep(Elementary::tanh, StrictMath::tanh, 12, 1);
    }

    @Test
    void sigmoid_isMonotone_withinItsLimit() {
        sweep(Elementary::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), 110, 2.5);
    }

    @Test
    void log_isThatOfStrictMath() {
        double previous = Double.NEGATIVE_INFINITY;
        for (double x = Double.MIN_NORMAL; x < 1e300; x *= 1.0007) {
            double exact = StrictMath.log(x);
            double log = Elementary.log(x);
            assertThat(log).isCloseTo(exact, within(Math.max(1e-15, 2 * Math.ulp(exact))));
            assertThat(log).as("at %s", x).isGreaterThan(previous);
            previous = log;
        }
        for (int k = 0; k < 100_000; k++) {
            double x = 0.5 + k * 1.7e-5;
            double exact = StrictMath.log(x);
            assertThat(Elementary.log(x)).isCloseTo(exact, within(Math.max(1e-15, 2 * Math.ulp(exact))));
        }
        assertThat(Elementary.log(1)).isZero();
    }

    @Test
    void specialValues_areExact() {
        assertThat(Elementary.tanh(0f)).isEqualTo(0f);
        assertThat(Float.floatToRawIntBits(Elementary.tanh(-0f))).isEqualTo(Float.floatToRawIntBits(-0f));
        assertThat(Elementary.tanh(Float.MIN_VALUE)).isEqualTo(Float.MIN_VALUE);
        assertThat(Elementary.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1f);
        assertThat(Elementary.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
        assertThat(Elementary.tanh(Float.MAX_VALUE)).isEqualTo(1f);
        assertThat(Elementary.tanh(Float.NaN)).isNaN();
        assertThat(Elementary.exp(0f)).isEqualTo(1f);
        assertThat(Elementary.exp(-0f)).isEqualTo(1f);
        assertThat(Elementary.exp(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Elementary.exp(Float.NEGATIVE_INFINITY)).isEqualTo(0f);
        assertThat(Elementary.exp(Float.NaN)).isNaN();
        assertThat(Elementary.sigmoid(0f)).isEqualTo(0.5f);
        assertThat(Elementary.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1f);
        assertThat(Elementary.sigmoid(Float.NEGATIVE_INFINITY)).isEqualTo(0f);
        assertThat(Elementary.sigmoid(-Float.MAX_VALUE)).isEqualTo(0f);
        assertThat(Elementary.sigmoid(Float.NaN)).isNaN();
    }
}
