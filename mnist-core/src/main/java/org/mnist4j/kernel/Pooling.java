package org.mnist4j.kernel;

import java.util.Arrays;

/**
 * Forward and backward pass of pooling over square windows of feature maps {@code [positions][channels]}.
 *
 * @param width columns of the input
 * @param channels channels of input and output
 * @param window height and width of a window
 * @param stride distance between neighbouring windows
 * @param outHeight rows of the output
 * @param outWidth columns of the output
 */
public record Pooling(int width, int channels, int window, int stride, int outHeight, int outWidth) {

    private static final float HUGE = 1e38f;

    /** Returns the pooling for an input shape. */
    public static Pooling of(int height, int width, int channels, int window, int stride) {
        return new Pooling(
                width, channels, window, stride, (height - window) / stride + 1, (width - window) / stride + 1);
    }

    /** Returns the input position of a window's upper left corner. */
    private int corner(int i, int j) {
        return i * stride * width + j * stride;
    }

    /** Computes the maximum of each window, {@code [outHeight * outWidth][channels]}. */
    public void max(float[][] x, float[][] y) {
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                maxOfWindow(x, corner(i, j), y[i * outWidth + j]);
            }
        }
    }

    private void maxOfWindow(float[][] x, int corner, float[] largest) {
        if (window == 2) {
            maxOfFour(x[corner], x[corner + 1], x[corner + width], x[corner + width + 1], largest, channels);
            return;
        }
        System.arraycopy(x[corner], 0, largest, 0, channels);
        for (int k = 1; k < window * window; k++) {
            float[] other = x[corner + k / window * width + k % window];
            for (int c = 0; c < channels; c++) {
                largest[c] = Math.max(largest[c], other[c]);
            }
        }
    }

    private static void maxOfFour(float[] p, float[] q, float[] r, float[] s, float[] largest, int n) {
        for (int c = 0; c < n; c++) {
            largest[c] = Math.max(Math.max(p[c], q[c]), Math.max(r[c], s[c]));
        }
    }

    /**
     * Backward pass of max pooling with non-overlapping windows, which collects the entries of the gradient with
     * respect to the input: each output's gradient is passed to the first maximum of its window.
     *
     * @param x the input
     * @param largest the result of {@link #max}
     * @param gradient the entries of the gradient with respect to the output; consumed
     * @param entries receives the gradient with respect to the input
     */
    public void maxBackward(float[][] x, float[][] largest, SparseMaps gradient, SparseMaps entries) {
        int k = 0;
        entries.starts[0] = 0;
        for (int p = 0; p < x.length; p++) {
            int row = p / width;
            int column = p % width;
            int i = row / stride;
            int j = column / stride;
            boolean pooled = i < outHeight && j < outWidth && row % stride < window && column % stride < window;
            if (pooled) {
                int output = i * outWidth + j;
                k = entries.takeWhereEqual(
                        gradient,
                        gradient.starts[output],
                        gradient.starts[output + 1],
                        j * channels,
                        x[p],
                        largest[output],
                        column * channels,
                        k);
            }
            entries.starts[p + 1] = k;
        }
    }

    /**
     * Backward pass of max pooling to dense maps; windows may overlap.
     *
     * @param x the input, {@code [positions][channels]}
     * @param largest the result of {@link #max}, {@code [outHeight * outWidth][channels]}
     * @param gradient the gradient with respect to the output, of the same shape
     * @param open scratch space, {@code [channels]}
     * @param dx receives the gradient with respect to the input, {@code [positions][channels]}
     */
    public void maxBackward(float[][] x, float[][] largest, float[][] gradient, float[] open, float[][] dx) {
        for (float[] d : dx) {
            Arrays.fill(d, 0, channels, 0);
        }
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                int output = i * outWidth + j;
                Arrays.fill(open, 0, channels, 1);
                for (int k = 0; k < window * window; k++) {
                    int at = corner(i, j) + k / window * width + k % window;
                    addWhereEqual(x[at], largest[output], gradient[output], open, dx[at], channels);
                }
            }
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

    /** Computes the mean of each window. */
    public void mean(float[][] x, float[][] y) {
        float share = 1f / (window * window);
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                float[] mean = y[i * outWidth + j];
                Arrays.fill(mean, 0, channels, 0);
                for (int k = 0; k < window * window; k++) {
                    float[] value = x[corner(i, j) + k / window * width + k % window];
                    for (int c = 0; c < channels; c++) {
                        mean[c] += share * value[c];
                    }
                }
            }
        }
    }

    /** Backward pass of average pooling: distributes each output's gradient evenly over its window. */
    public void meanBackward(float[][] gradient, float[][] dx) {
        float share = 1f / (window * window);
        for (float[] d : dx) {
            Arrays.fill(d, 0, channels, 0);
        }
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                float[] g = gradient[i * outWidth + j];
                for (int k = 0; k < window * window; k++) {
                    float[] d = dx[corner(i, j) + k / window * width + k % window];
                    for (int c = 0; c < channels; c++) {
                        d[c] += share * g[c];
                    }
                }
            }
        }
    }
}
