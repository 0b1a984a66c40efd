package org.mnist4j.kernel;

import java.util.Arrays;

/**
 * Pooling over square windows of feature maps {@code [positions][channels]}, and its way back.
 *
 * @param width columns of the input
 * @param channels channels of input and output
 * @param window height and width of a window
 * @param stride step from one window to the next
 * @param outHeight rows of the output
 * @param outWidth columns of the output
 */
public record Pooling(int width, int channels, int window, int stride, int outHeight, int outWidth) {

    private static final float HUGE = 1e38f;

    /** Pooling of an input of a shape. */
    public static Pooling of(int height, int width, int channels, int window, int stride) {
        return new Pooling(
                width, channels, window, stride, (height - window) / stride + 1, (width - window) / stride + 1);
    }

    /** The position of a window's upper left corner in the input. */
    private int corner(int i, int j) {
        return i * stride * width + j * stride;
    }

    /** The largest value of each window: {@code y}, {@code [outHeight * outWidth][channels]}. */
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
     * The way back through maximum pooling whose windows are apart, as the entries of the gradient at the input: each
     * output's gradient goes to the first of its window's largest values.
     *
     * @param x the input
     * @param largest what {@link #max} has made of it
     * @param gradient the entries of the gradient at the output; used up
     * @param entries receives the gradient at the input
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
     * The same as maps, for windows that are apart or overlap.
     *
     * @param x the input, {@code [positions][channels]}
     * @param largest what {@link #max} has made of it, {@code [outHeight * outWidth][channels]}
     * @param gradient the gradient at the output, of the same shape
     * @param open scratch space, {@code [channels]}
     * @param dx receives the gradient at the input, {@code [positions][channels]}
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
     * Adds the gradient to {@code d} where {@code x} is the largest value and the window still open, which it closes. All by
     * arithmetic, which HotSpot turns into vectors: the least difference of two floats, times {@code HUGE} twice, is above 1.
     */
    private static void addWhereEqual(float[] x, float[] largest, float[] gradient, float[] open, float[] d, int n) {
        for (int c = 0; c < n; c++) {
            float smaller = Math.min((largest[c] - x[c]) * HUGE * HUGE, 1f); // 1 if it is, else 0
            float still = open[c];
            d[c] += still * (1 - smaller) * gradient[c];
            open[c] = still * smaller;
        }
    }

    /** The mean of each window. */
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

    /** Shares each output's gradient among its window. */
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
