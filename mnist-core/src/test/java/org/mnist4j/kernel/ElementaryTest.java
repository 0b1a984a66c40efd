package org.mnist4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Against StrictMath in double precision, whose own error is below 1e-8 units in the last place of a float. */
class ElementaryTest {

    /** Every so many floats; -Dmnist4j.elementary.step=1 takes all of them, in about three minutes. */
    private static final int STEP = Integer.getInteger("mnist4j.elementary.step", 1009);

    private static final double ULPS = 0.501;

    private interface FloatFunction {
        float of(float x);
    }

    /** Sweeps the floats from 0 to {@code end}, and their negatives. */
    private static void sweep(FloatFunction function, DoubleUnaryOperator exact, float end) {
        float above = function.of(0);
        float below = above;
        double worst = 0;
        for (int bits = 0; bits <= Float.floatToIntBits(end); bits += STEP) {
            float x = Float.intBitsToFloat(bits);
            float up = function.of(x);
            float down = function.of(-x);
            assertThat(up >= above && down <= below).as("monotone at %s", x).isTrue();
            above = up;
            below = down;
            worst = Math.max(worst, ulps(up, exact.applyAsDouble(x)));
            worst = Math.max(worst, ulps(down, exact.applyAsDouble(-x)));
        }
        assertThat(worst).isLessThan(ULPS);
    }

    private static double ulps(float actual, double exact) {
        return Math.abs(actual - exact) / Math.ulp((float) exact);
    }

    @Test
    void tanh_isMonotoneAndWithinHalfAnUlp() {
        sweep(Elementary::tanh, StrictMath::tanh, 12);
    }

    @Test
    void sigmoid_isMonotoneAndWithinHalfAnUlp() {
        sweep(Elementary::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), 110);
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
        assertThat(Elementary.sigmoid(0f)).isEqualTo(0.5f);
        assertThat(Elementary.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1f);
        assertThat(Elementary.sigmoid(Float.NEGATIVE_INFINITY)).isEqualTo(0f);
        assertThat(Elementary.sigmoid(-Float.MAX_VALUE)).isEqualTo(0f);
        assertThat(Elementary.sigmoid(Float.NaN)).isNaN();
    }
}
