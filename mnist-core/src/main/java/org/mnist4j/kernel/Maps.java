package org.mnist4j.kernel;

import java.util.Arrays;
import org.mnist4j.config.Activation;

/**
 * What happens to feature maps {@code [positions][channels]} besides {@link WeightedSums}, channel by channel: activations,
 * batch normalization, windows of pooling. A vector is a single position.
 *
 * <p>These are the operations in plain Java. Where {@link WeightedSums#columns} rounds a number of channels up, the rows and
 * the values per channel have room for so many, whose values do not matter.
 */
public class Maps {

    /** The derivative of leaky ReLU below zero. */
    protected static final float LEAKY_SLOPE = 0.01f;

    /** Twice a factor for the smallest positive float that makes it larger than 1. */
    protected static final float HUGE = 1e38f;

    /** For the operations of {@link WeightedSums}. */
    protected Maps() {}

    /** Returns the fastest operations on {@code n} columns that are ready for use in this virtual machine. */
    public static Maps current(int n) {
        return WeightedSums.current().maps(n);
    }

    /** Replaces pre-activations {@code z} by {@code f(z)}; for the sigmoid and the hyperbolic tangent see {@link Elementary}. */
    public void apply(Activation activation, float[][] z, int n) {
        if (activation != Activation.IDENTITY) {
            for (float[] map : z) {
                apply(activation, map, n);
            }
        }
    }

    private static void apply(Activation activation, float[] z, int n) {
        switch (activation) {
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    z[i] = Math.max(z[i], 0f);
                }
            }
            case LEAKY_RELU -> {
                for (int i = 0; i < n; i++) {
                    z[i] = Math.max(z[i], LEAKY_SLOPE * z[i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    z[i] = Elementary.tanh(z[i]);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    z[i] = Elementary.sigmoid(z[i]);
                }
            }
            case IDENTITY -> {}
        }
    }

    /**
     * Multiplies gradients by {@code f'(z)}, computed from the activation {@code y = f(z)}: ReLU's is 1 where {@code y > 0},
     * tanh's {@code 1 - y^2}, the sigmoid's {@code y (1 - y)}.
     */
    public void multiplyByDerivative(Activation activation, float[][] y, float[][] gradient, int n) {
        if (activation != Activation.IDENTITY) {
            for (int p = 0; p < y.length; p++) {
                multiplyByDerivative(activation, y[p], gradient[p], n);
            }
        }
    }

    private static void multiplyByDerivative(Activation activation, float[] y, float[] gradient, int n) {
        switch (activation) {
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    gradient[i] = gradient[i] * Math.min(y[i] * HUGE * HUGE, 1f) + 0f; // times 0 or 1: no branch
                }
            }
            case LEAKY_RELU -> {
                for (int i = 0; i < n; i++) {
                    gradient[i] *= Math.max(Math.min(y[i] * HUGE * HUGE, 1f), LEAKY_SLOPE);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    gradient[i] *= 1 - y[i] * y[i];
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    gradient[i] *= y[i] * (1 - y[i]);
                }
            }
            case IDENTITY -> {}
        }
    }

    /** Adds all positions to {@code sums}, {@code [n]}. */
    public void add(float[][] maps, float[] sums, int n) {
        for (float[] map : maps) {
            for (int c = 0; c < n; c++) {
                sums[c] += map[c];
            }
        }
    }

    /** Computes the mean over the positions, {@code [n]}. */
    public final void mean(float[][] maps, float[] mean, int n) {
        float share = 1f / maps.length;
        Arrays.fill(mean, 0, n, 0);
        add(maps, mean, n);
        for (int c = 0; c < n; c++) {
            mean[c] *= share;
        }
    }

    /** Adds {@code (x - mean)^2} over all positions to {@code sums}, {@code [n]}. */
    public void addSquaredDeviations(float[][] x, float[] mean, float[] sums, int n) {
        for (float[] map : x) {
            for (int c = 0; c < n; c++) {
                float deviation = map[c] - mean[c];
                sums[c] += deviation * deviation;
            }
        }
    }

    /** Computes {@code y = x * scale + shift}. */
    public void scaleAndShift(float[][] x, float[] scale, float[] shift, float[][] y, int n) {
        for (int p = 0; p < x.length; p++) {
            float[] from = x[p];
            float[] to = y[p];
            for (int c = 0; c < n; c++) {
                to[c] = from[c] * scale[c] + shift[c];
            }
        }
    }

    /** Adds {@code g * (x * scale + shift)} over all positions to {@code sums}, {@code [n]}. */
    public void addProducts(float[][] x, float[][] g, float[] scale, float[] shift, float[] sums, int n) {
        for (int p = 0; p < x.length; p++) {
            float[] values = x[p];
            float[] gradient = g[p];
            for (int c = 0; c < n; c++) {
                sums[c] += gradient[c] * (values[c] * scale[c] + shift[c]);
            }
        }
    }

    /** Adds {@code x * scale} to {@code y}. */
    public void addScaled(float[][] x, float[] scale, float[][] y, int n) {
        for (int p = 0; p < x.length; p++) {
            float[] from = x[p];
            float[] to = y[p];
            for (int c = 0; c < n; c++) {
                to[c] += from[c] * scale[c];
            }
        }
    }

    /**
     * Computes the maximum of a square window.
     *
     * @param corner the position of its upper left corner
     * @param width columns of the maps
     * @param largest {@code [n]}
     */
    public void max(float[][] x, int corner, int width, int window, float[] largest, int n) {
        System.arraycopy(x[corner], 0, largest, 0, n);
        for (int k = 1; k < window * window; k++) {
            float[] other = x[corner + k / window * width + k % window];
            for (int c = 0; c < n; c++) {
                largest[c] = Math.max(largest[c], other[c]);
            }
        }
    }

    /**
     * Adds the gradient with respect to a window's maximum to the first position that has it.
     *
     * @param open scratch space, {@code [n]}
     */
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
        Arrays.fill(open, 0, n, 1);
        for (int k = 0; k < window * window; k++) {
            int at = corner + k / window * width + k % window;
            addWhereEqual(x[at], largest, gradient, open, dx[at], n);
        }
    }

    /**
     * Adds the gradient to {@code d} where {@code x} is the maximum and the window is still open, and closes the
     * window. Branch-free, so that HotSpot can vectorize it: the smallest difference of two floats, multiplied by
     * {@code HUGE} twice, is above 1.
     */
    private static void addWhereEqual(float[] x, float[] largest, float[] gradient, float[] open, float[] d, int n) {
        for (int c = 0; c < n; c++) {
            float smaller = Math.min((largest[c] - x[c]) * HUGE * HUGE, 1f); // 1 if smaller, otherwise 0
            float still = open[c];
            d[c] += still * (1 - smaller) * gradient[c];
            open[c] = still * smaller;
        }
    }

    /** Computes the mean of a square window, with the parameters of {@link #max}. */
    public void mean(float[][] x, int corner, int width, int window, float[] mean, int n) {
        float share = 1f / (window * window);
        Arrays.fill(mean, 0, n, 0);
        for (int k = 0; k < window * window; k++) {
            float[] value = x[corner + k / window * width + k % window];
            for (int c = 0; c < n; c++) {
                mean[c] += share * value[c];
            }
        }
    }

    /** Adds the gradient with respect to a window's mean, divided evenly, to all its positions. */
    public void addToMean(float[] gradient, int corner, int width, int window, float[][] dx, int n) {
        float share = 1f / (window * window);
        for (int k = 0; k < window * window; k++) {
            float[] d = dx[corner + k / window * width + k % window];
            for (int c = 0; c < n; c++) {
                d[c] += share * gradient[c];
            }
        }
    }

    /** Flattens maps to one vector, channel by channel, like PyTorch. */
    public static void flatten(float[][] maps, int channels, float[] vector) {
        int positions = maps.length;
        for (int p = 0; p < positions; p++) {
            float[] map = maps[p];
            for (int c = 0; c < channels; c++) {
                vector[c * positions + p] = map[c];
            }
        }
    }

    /** The inverse of the flattening, for the backward pass. */
    public static void unflatten(float[] vector, float[][] maps, int channels) {
        int positions = maps.length;
        for (int p = 0; p < positions; p++) {
            float[] map = maps[p];
            for (int c = 0; c < channels; c++) {
                map[c] = vector[c * positions + p];
            }
        }
    }
}
