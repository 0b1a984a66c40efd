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
        Maps maps = Maps.current();
        int columns = columns(x);
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                maps.max(x, corner(i, j), width, window, y[i * outWidth + j], columns);
            }
        }
    }

    /** The image itself has no room for more channels than it has. */
    private int columns(float[][] x) {
        return Math.min(x[0].length, WeightedSums.current().columns(channels));
    }

    /**
     * Backward pass of max pooling: passes each output's gradient to the first maximum of its window.
     *
     * @param x the input, {@code [positions][channels]}
     * @param largest the result of {@link #max}, {@code [outHeight * outWidth][channels]}
     * @param gradient the gradient with respect to the output, of the same shape
     * @param open scratch space, {@code [channels]}
     * @param dx receives the gradient with respect to the input, {@code [positions][channels]}
     */
    public void maxBackward(float[][] x, float[][] largest, float[][] gradient, float[] open, float[][] dx) {
        Maps maps = Maps.current();
        int columns = columns(x);
        for (float[] d : dx) {
            Arrays.fill(d, 0, columns, 0);
        }
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                int output = i * outWidth + j;
                maps.addToMax(x, corner(i, j), width, window, largest[output], gradient[output], open, dx, columns);
            }
        }
    }

    /** Computes the mean of each window. */
    public void mean(float[][] x, float[][] y) {
        Maps maps = Maps.current();
        int columns = columns(x);
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                maps.mean(x, corner(i, j), width, window, y[i * outWidth + j], columns);
            }
        }
    }

    /** Backward pass of average pooling: distributes each output's gradient evenly over its window. */
    public void meanBackward(float[][] gradient, float[][] dx) {
        Maps maps = Maps.current();
        int columns = columns(dx);
        for (float[] d : dx) {
            Arrays.fill(d, 0, columns, 0);
        }
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                maps.addToMean(gradient[i * outWidth + j], corner(i, j), width, window, dx, columns);
            }
        }
    }
}
