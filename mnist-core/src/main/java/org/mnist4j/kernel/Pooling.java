package org.mnist4j.kernel;

import java.util.Arrays;

/**
 * Forward and backward pass of pooling over square windows of feature maps {@code [positions][channels]}.
 *
 * @param max whether an output is the maximum of its window, otherwise the mean
 * @param width columns of the input
 * @param channels channels of input and output
 * @param window height and width of a window
 * @param stride distance between neighbouring windows
 * @param outHeight rows of the output
 * @param outWidth columns of the output
 */
public record Pooling(boolean max, int width, int channels, int window, int stride, int outHeight, int outWidth) {

    /** Returns the pooling for an input shape. */
    public static Pooling of(boolean max, int height, int width, int channels, int window, int stride) {
        return new Pooling(
                max, width, channels, window, stride, (height - window) / stride + 1, (width - window) / stride + 1);
    }

    /** Returns the input position of a window's upper left corner. */
    private int corner(int i, int j) {
        return i * stride * width + j * stride;
    }

    /** Computes the maximum or the mean of each window, {@code [outHeight * outWidth][channels]}. */
    public void forward(float[][] x, float[][] y) {
        int columns = WeightedSums.current().columns(x, channels);
        Maps maps = Maps.current(columns);
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                if (max) {
                    maps.max(x, corner(i, j), width, window, y[i * outWidth + j], columns);
                } else {
                    maps.mean(x, corner(i, j), width, window, y[i * outWidth + j], columns);
                }
            }
        }
    }

    /**
     * Backward pass: passes each output's gradient to the first maximum of its window, or evenly to all of the window.
     *
     * @param x the input, {@code [positions][channels]}
     * @param pooled the result of {@link #forward}, {@code [outHeight * outWidth][channels]}
     * @param gradient the gradient with respect to the output, of the same shape
     * @param open scratch space, {@code [channels]}
     * @param dx receives the gradient with respect to the input, {@code [positions][channels]}
     */
    public void backward(float[][] x, float[][] pooled, float[][] gradient, float[] open, float[][] dx) {
        int columns = WeightedSums.current().columns(x, channels);
        Maps maps = Maps.current(columns);
        for (float[] d : dx) {
            Arrays.fill(d, 0, columns, 0);
        }
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                int output = i * outWidth + j;
                if (max) {
                    maps.addToMax(x, corner(i, j), width, window, pooled[output], gradient[output], open, dx, columns);
                } else {
                    maps.addToMean(gradient[output], corner(i, j), width, window, dx, columns);
                }
            }
        }
    }
}
