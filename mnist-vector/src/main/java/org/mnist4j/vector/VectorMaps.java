package org.mnist4j.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.mnist4j.config.Activation;
import org.mnist4j.kernel.Elementary;
import org.mnist4j.kernel.Maps;

/**
 * Operations on feature maps with the Vector API, a vector of channels at a time over all positions. Only for
 * numbers of columns that are whole vectors.
 */
final class VectorMaps extends Maps {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int W = SPECIES.length();
    private static final int MANTISSA = Elementary.MANTISSA;

    @Override
    public void apply(Activation activation, float[][] z, int n) {
        for (int c = 0; c < n; c += W) {
            switch (activation) {
                case RELU -> relu(z, 0, c);
                case LEAKY_RELU -> leakyRelu(z, 0, c);
                case TANH -> tanh(z, 0, c);
                case SIGMOID -> sigmoid(z, 0, c);
                case IDENTITY -> {}
            }
        }
    }

    private static void relu(float[][] z, int first, int c) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int p = first; p < z.length; p++) {
            FloatVector.fromArray(SPECIES, z[p], c).max(zero).intoArray(z[p], c);
        }
    }

    private static void leakyRelu(float[][] z, int first, int c) {
        FloatVector slope = vector(LEAKY_SLOPE);
        for (int p = first; p < z.length; p++) {
            FloatVector x = FloatVector.fromArray(SPECIES, z[p], c);
            x.max(x.mul(slope)).intoArray(z[p], c);
        }
    }

    // As Elementary defines them, each in one method: beyond a size the compiler no longer inlines calls, and a vector
    // that is passed to one is allocated.

    private static void tanh(float[][] z, int first, int column) {
        FloatVector one = vector(1);
        FloatVector lowest = vector(Elementary.LOWEST);
        FloatVector highest = vector(Elementary.HIGHEST);
        FloatVector log2E = vector(Elementary.LOG2_E);
        FloatVector round = vector(Elementary.ROUND);
        FloatVector ln2Low = vector(-Elementary.LN2_LOW);
        FloatVector ln2High = vector(-Elementary.LN2_HIGH);
        FloatVector e0 = vector(Elementary.E0);
        FloatVector e1 = vector(Elementary.E1);
        FloatVector e2 = vector(Elementary.E2);
        FloatVector e3 = vector(Elementary.E3);
        FloatVector e4 = vector(Elementary.E4);
        FloatVector e5 = vector(Elementary.E5);
        IntVector roundBits = ints(Elementary.ROUND_BITS);
        IntVector bias = ints(Elementary.BIAS);
        FloatVector two = vector(2);
        FloatVector t0 = vector(Elementary.T0);
        FloatVector t1 = vector(Elementary.T1);
        FloatVector t2 = vector(Elementary.T2);
        FloatVector t3 = vector(Elementary.T3);
        FloatVector t4 = vector(Elementary.T4);
        FloatVector t5 = vector(Elementary.T5);
        FloatVector t6 = vector(Elementary.T6);
        FloatVector t7 = vector(Elementary.T7);
        IntVector signBit = ints(Integer.MIN_VALUE);
        for (int p = first; p < z.length; p++) {
            FloatVector x = FloatVector.fromArray(SPECIES, z[p], column);
            FloatVector a = x.abs();
            FloatVector s = a.mul(a);
            FloatVector t = s.fma(t7, t6)
                    .fma(s, t5)
                    .fma(s, t4)
                    .fma(s, t3)
                    .fma(s, t2)
                    .fma(s, t1)
                    .fma(s, t0);
            FloatVector near = a.mul(s).fma(t, a);
            FloatVector c = a.add(a).max(lowest).min(highest);
            FloatVector shifted = c.fma(log2E, round);
            FloatVector n = shifted.sub(round);
            FloatVector r = n.fma(ln2Low, n.fma(ln2High, c));
            FloatVector q = r.fma(e5, e4).fma(r, e3).fma(r, e2).fma(r, e1).fma(r, e0);
            IntVector exponent = shifted.reinterpretAsInts().sub(roundBits);
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            FloatVector power =
                    half.add(bias).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats();
            FloatVector rest = exponent.sub(half)
                    .add(bias)
                    .lanewise(VectorOperators.LSHL, MANTISSA)
                    .reinterpretAsFloats();
            FloatVector e = r.mul(r).fma(q, r).add(one).mul(power).mul(rest);
            FloatVector far = one.sub(two.div(e.add(one)));
            FloatVector y = far.blend(near, a.lt(one));
            y.reinterpretAsInts()
                    .or(x.reinterpretAsInts().and(signBit))
                    .reinterpretAsFloats()
                    .intoArray(z[p], column);
        }
    }

    private static void sigmoid(float[][] z, int first, int column) {
        FloatVector one = vector(1);
        FloatVector lowest = vector(Elementary.LOWEST);
        FloatVector highest = vector(Elementary.HIGHEST);
        FloatVector log2E = vector(Elementary.LOG2_E);
        FloatVector round = vector(Elementary.ROUND);
        FloatVector ln2Low = vector(-Elementary.LN2_LOW);
        FloatVector ln2High = vector(-Elementary.LN2_HIGH);
        FloatVector e0 = vector(Elementary.E0);
        FloatVector e1 = vector(Elementary.E1);
        FloatVector e2 = vector(Elementary.E2);
        FloatVector e3 = vector(Elementary.E3);
        FloatVector e4 = vector(Elementary.E4);
        FloatVector e5 = vector(Elementary.E5);
        IntVector roundBits = ints(Elementary.ROUND_BITS);
        IntVector bias = ints(Elementary.BIAS);
        FloatVector tail = vector(Elementary.TAIL);
        for (int p = first; p < z.length; p++) {
            FloatVector x = FloatVector.fromArray(SPECIES, z[p], column);
            VectorMask<Float> low = x.lt(tail);
            FloatVector c = x.neg().blend(x, low).max(lowest).min(highest);
            FloatVector shifted = c.fma(log2E, round);
            FloatVector n = shifted.sub(round);
            FloatVector r = n.fma(ln2Low, n.fma(ln2High, c));
            FloatVector q = r.fma(e5, e4).fma(r, e3).fma(r, e2).fma(r, e1).fma(r, e0);
            IntVector exponent = shifted.reinterpretAsInts().sub(roundBits);
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            FloatVector power =
                    half.add(bias).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats();
            FloatVector rest = exponent.sub(half)
                    .add(bias)
                    .lanewise(VectorOperators.LSHL, MANTISSA)
                    .reinterpretAsFloats();
            FloatVector e = r.mul(r).fma(q, r).add(one).mul(power).mul(rest);
            one.div(e.add(one)).blend(e, low).intoArray(z[p], column);
        }
    }

    private static FloatVector vector(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    private static IntVector ints(int value) {
        return IntVector.broadcast(IntVector.SPECIES_PREFERRED, value);
    }

    @Override
    public void multiplyByDerivative(Activation activation, float[][] y, float[][] gradient, int n) {
        for (int c = 0; c < n; c += W) {
            switch (activation) {
                case RELU -> multiplyBySlope(y, gradient, 0, c, 0);
                case LEAKY_RELU -> multiplyBySlope(y, gradient, 0, c, LEAKY_SLOPE);
                case TANH -> multiplyByTanhDerivative(y, gradient, 0, c);
                case SIGMOID -> multiplyBySigmoidDerivative(y, gradient, 0, c);
                case IDENTITY -> {}
            }
        }
    }

    private static void multiplyBySlope(float[][] y, float[][] gradient, int first, int c, float slope) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector below = vector(slope);
        for (int p = first; p < y.length; p++) {
            FloatVector g = FloatVector.fromArray(SPECIES, gradient[p], c);
            VectorMask<Float> positive = zero.lt(FloatVector.fromArray(SPECIES, y[p], c));
            // A gradient of -0 becomes +0 with ReLU, as in plain Java.
            FloatVector product = g.mul(below).blend(g, positive);
            (slope == 0 ? product.add(zero) : product).intoArray(gradient[p], c);
        }
    }

    private static void multiplyByTanhDerivative(float[][] y, float[][] gradient, int first, int c) {
        FloatVector one = vector(1);
        for (int p = first; p < y.length; p++) {
            FloatVector value = FloatVector.fromArray(SPECIES, y[p], c);
            FloatVector derivative = one.sub(value.mul(value));
            FloatVector.fromArray(SPECIES, gradient[p], c).mul(derivative).intoArray(gradient[p], c);
        }
    }

    private static void multiplyBySigmoidDerivative(float[][] y, float[][] gradient, int first, int c) {
        FloatVector one = vector(1);
        for (int p = first; p < y.length; p++) {
            FloatVector value = FloatVector.fromArray(SPECIES, y[p], c);
            FloatVector derivative = value.mul(one.sub(value));
            FloatVector.fromArray(SPECIES, gradient[p], c).mul(derivative).intoArray(gradient[p], c);
        }
    }

    @Override
    public void add(float[][] maps, float[] sums, int n) {
        for (int c = 0; c < n; c += W) {
            addColumns(maps, 0, sums, c);
        }
    }

    private static void addColumns(float[][] maps, int first, float[] sums, int c) {
        FloatVector sum = FloatVector.fromArray(SPECIES, sums, c);
        for (int p = first; p < maps.length; p++) {
            sum = sum.add(FloatVector.fromArray(SPECIES, maps[p], c));
        }
        sum.intoArray(sums, c);
    }

    @Override
    public void addSquaredDeviations(float[][] x, float[] mean, float[] sums, int n) {
        for (int c = 0; c < n; c += W) {
            addSquaredDeviationsOfColumns(x, 0, mean, sums, c);
        }
    }

    private static void addSquaredDeviationsOfColumns(float[][] x, int first, float[] mean, float[] sums, int c) {
        FloatVector center = FloatVector.fromArray(SPECIES, mean, c);
        FloatVector sum = FloatVector.fromArray(SPECIES, sums, c);
        for (int p = first; p < x.length; p++) {
            FloatVector deviation = FloatVector.fromArray(SPECIES, x[p], c).sub(center);
            sum = sum.add(deviation.mul(deviation));
        }
        sum.intoArray(sums, c);
    }

    @Override
    public void scaleAndShift(float[][] x, float[] scale, float[] shift, float[][] y, int n) {
        for (int c = 0; c < n; c += W) {
            scaleAndShiftColumns(x, 0, scale, shift, y, c);
        }
    }

    private static void scaleAndShiftColumns(float[][] x, int first, float[] scale, float[] shift, float[][] y, int c) {
        FloatVector a = FloatVector.fromArray(SPECIES, scale, c);
        FloatVector b = FloatVector.fromArray(SPECIES, shift, c);
        for (int p = first; p < x.length; p++) {
            FloatVector.fromArray(SPECIES, x[p], c).mul(a).add(b).intoArray(y[p], c);
        }
    }

    @Override
    public void addProducts(float[][] x, float[][] g, float[] scale, float[] shift, float[] sums, int n) {
        for (int c = 0; c < n; c += W) {
            addProductsOfColumns(x, g, 0, scale, shift, sums, c);
        }
    }

    private static void addProductsOfColumns(
            float[][] x, float[][] g, int first, float[] scale, float[] shift, float[] sums, int c) {
        FloatVector a = FloatVector.fromArray(SPECIES, scale, c);
        FloatVector b = FloatVector.fromArray(SPECIES, shift, c);
        FloatVector sum = FloatVector.fromArray(SPECIES, sums, c);
        for (int p = first; p < x.length; p++) {
            FloatVector value = FloatVector.fromArray(SPECIES, x[p], c).mul(a).add(b);
            sum = sum.add(FloatVector.fromArray(SPECIES, g[p], c).mul(value));
        }
        sum.intoArray(sums, c);
    }

    @Override
    public void addScaled(float[][] x, float[] scale, float[][] y, int n) {
        for (int c = 0; c < n; c += W) {
            addScaledColumns(x, 0, scale, y, c);
        }
    }

    private static void addScaledColumns(float[][] x, int first, float[] scale, float[][] y, int c) {
        FloatVector a = FloatVector.fromArray(SPECIES, scale, c);
        for (int p = first; p < x.length; p++) {
            FloatVector product = FloatVector.fromArray(SPECIES, x[p], c).mul(a);
            FloatVector.fromArray(SPECIES, y[p], c).add(product).intoArray(y[p], c);
        }
    }

    @Override
    public void max(float[][] x, int corner, int width, int window, float[] largest, int n) {
        for (int c = 0; c < n; c += W) {
            maxOfColumns(x, corner, 0, width, window, largest, c);
        }
    }

    private static void maxOfColumns(
            float[][] x, int corner, int first, int width, int window, float[] largest, int c) {
        FloatVector max = FloatVector.fromArray(SPECIES, x[corner], c);
        int at = corner;
        int left = window;
        for (int k = first; k < window * window; k++) {
            if (left == 0) {
                at += width - window;
                left = window;
            }
            max = max.max(FloatVector.fromArray(SPECIES, x[at], c));
            at++;
            left--;
        }
        max.intoArray(largest, c);
    }

    @Override
    public void addToMax(
            float[][] x,
            int corner,
            int width,
            int window,
            float[] largest,
            float[] gradient,
            float[] open,
            float[][] dx,
            int n) {
        for (int c = 0; c < n; c += W) {
            addToMaxOfColumns(x, corner, 0, width, window, largest, gradient, dx, c);
        }
    }

    private static void addToMaxOfColumns(
            float[][] x,
            int corner,
            int first,
            int width,
            int window,
            float[] largest,
            float[] gradient,
            float[][] dx,
            int c) {
        FloatVector one = vector(1);
        FloatVector huge = vector(HUGE);
        FloatVector max = FloatVector.fromArray(SPECIES, largest, c);
        FloatVector g = FloatVector.fromArray(SPECIES, gradient, c);
        FloatVector open = one;
        int at = corner;
        int left = window;
        for (int k = first; k < window * window; k++) {
            if (left == 0) {
                at += width - window;
                left = window;
            }
            FloatVector difference = max.sub(FloatVector.fromArray(SPECIES, x[at], c));
            FloatVector smaller = difference.mul(huge).mul(huge).min(one);
            FloatVector part = open.mul(one.sub(smaller)).mul(g);
            FloatVector.fromArray(SPECIES, dx[at], c).add(part).intoArray(dx[at], c);
            open = open.mul(smaller);
            at++;
            left--;
        }
    }

    @Override
    public void mean(float[][] x, int corner, int width, int window, float[] mean, int n) {
        for (int c = 0; c < n; c += W) {
            meanOfColumns(x, corner, 0, width, window, mean, c);
        }
    }

    private static void meanOfColumns(float[][] x, int corner, int first, int width, int window, float[] mean, int c) {
        FloatVector share = vector(1f / (window * window));
        FloatVector sum = FloatVector.zero(SPECIES);
        int at = corner;
        int left = window;
        for (int k = first; k < window * window; k++) {
            if (left == 0) {
                at += width - window;
                left = window;
            }
            sum = sum.add(FloatVector.fromArray(SPECIES, x[at], c).mul(share));
            at++;
            left--;
        }
        sum.intoArray(mean, c);
    }

    @Override
    public void addToMean(float[] gradient, int corner, int width, int window, float[][] dx, int n) {
        for (int c = 0; c < n; c += W) {
            addToMeanOfColumns(gradient, corner, 0, width, window, dx, c);
        }
    }

    private static void addToMeanOfColumns(
            float[] gradient, int corner, int first, int width, int window, float[][] dx, int c) {
        FloatVector part = FloatVector.fromArray(SPECIES, gradient, c).mul(vector(1f / (window * window)));
        int at = corner;
        int left = window;
        for (int k = first; k < window * window; k++) {
            if (left == 0) {
                at += width - window;
                left = window;
            }
            FloatVector.fromArray(SPECIES, dx[at], c).add(part).intoArray(dx[at], c);
            at++;
            left--;
        }
    }
}
