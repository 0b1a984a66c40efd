package org.mnist4j.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Padding;

/**
 * Forward pass, backward pass and weight gradient of a convolution, over feature maps {@code [positions][channels]}
 * with positions in row-major order. All three are {@link WeightedSums}, over non-zero entries or over whole windows,
 * whichever is faster for the image.
 *
 * @param height rows of the input
 * @param width columns of the input
 * @param channels channels of the input
 * @param filters channels of the output
 * @param kernel height and width of the kernels
 * @param stride distance between neighbouring windows
 * @param top rows of zeros above the input
 * @param left columns of zeros before the input
 * @param outHeight rows of the output
 * @param outWidth columns of the output
 */
public record Convolution(
        int height,
        int width,
        int channels,
        int filters,
        int kernel,
        int stride,
        int top,
        int left,
        int outHeight,
        int outWidth) {

    /** Outputs whose windows are copied before their weight gradient is computed. */
    static final int OUTPUTS_AT_A_TIME = 128;

    /** Nanoseconds to copy a row of a window twice, about. */
    private static final int COPY_TIME = 15;

    /** Returns the convolution of a layer for an input shape. */
    public static Convolution of(Conv2d layer, int height, int width, int channels) {
        Padding padding = layer.padding();
        int kernel = layer.kernel();
        int stride = layer.stride();
        return new Convolution(
                height,
                width,
                channels,
                layer.filters(),
                kernel,
                stride,
                padding.before(height, kernel, stride),
                padding.before(width, kernel, stride),
                padding.outputs(height, kernel, stride),
                padding.outputs(width, kernel, stride));
    }

    /** Returns the number of weights per filter, {@code kernel * kernel * channels}. */
    public int filterSize() {
        return kernel * kernel * channels;
    }

    /** Returns the number of output positions. */
    public int outPositions() {
        return outHeight * outWidth;
    }

    /**
     * Computes the pre-activations for one image.
     *
     * @param maps the input, {@code [height * width][channels]}
     * @param weights {@code [kernel][kernel * channels][padded filters]}
     * @param bias {@code [filters]}
     * @param y {@code [outPositions][padded filters]}
     */
    public void forward(float[][] maps, ConvolutionSpace space, float[][][] weights, float[] bias, float[][] y) {
        forward(WeightedSums.current(), maps, space, weights, bias, y);
    }

    void forward(
            WeightedSums sums, float[][] maps, ConvolutionSpace space, float[][][] weights, float[] bias, float[][] y) {
        Background background = space.background;
        background.find(maps);
        int[] positions = background.positions();
        int count = background.computed();
        int columns = sums.columns(filters);
        for (int t = 0; t < count; t++) {
            WeightedSums.start(bias, y[positions[t]], filters);
        }
        int row = kernel * channels;
        double entries = row * density(maps, channels);
        if (sums.sparseTime(entries, filters) < sums.denseTime(row, filters)) {
            space.input.setFrom(maps);
            for (int t = 0; t < count; t++) {
                addSparse(sums, space.input, positions[t], weights, y[positions[t]], columns);
            }
        } else {
            space.padded.setFrom(maps);
            addDense(sums, space.block, space.padded, stride, weights, positions, count, outWidth, y, columns);
        }
        background.fill(y, columns);
    }

    /** Estimates the share of values that are not zero, from some of the positions. */
    private static double density(float[][] maps, int channels) {
        int nonZero = 0;
        int all = 0;
        for (int p = Math.min(3, maps.length - 1); p < maps.length; p += 7) {
            float[] map = maps[p];
            for (int c = 0; c < channels; c++) {
                nonZero += map[c] != 0 ? 1 : 0;
            }
            all += channels;
        }
        return (double) nonZero / all;
    }

    private void addSparse(WeightedSums sums, SparseMaps x, int output, float[][][] weights, float[] y, int columns) {
        int column = output % outWidth * stride - left;
        for (int u = 0; u < kernel; u++) {
            int row = output / outWidth * stride + u - top;
            if (row >= 0 && row < height) {
                int from = x.starts[row * width + Math.max(0, column)];
                int to = x.starts[row * width + Math.min(width, column + kernel)];
                if (from < to) {
                    sums.add(weights[u], x.indices, column * channels, x.values, from, to, y, columns);
                }
            }
        }
    }

    /**
     * Adds the sums over whole windows.
     *
     * @param outputs the outputs to compute, in a map of {@code width} columns
     */
    private static void addDense(
            WeightedSums sums,
            SumBlock block,
            PaddedMaps x,
            int stride,
            float[][][] weights,
            int[] outputs,
            int count,
            int width,
            float[][] y,
            int columns) {
        for (int first = 0; first < count; first += SumBlock.ROWS) {
            block.begin(x.values);
            for (int t = first; t < Math.min(count, first + SumBlock.ROWS); t++) {
                block.addRow(start(x, stride, outputs[t], width), y[outputs[t]]);
            }
            block.end();
            for (float[][] rows : weights) {
                sums.addBlock(block, rows, rows.length, 0, columns);
                block.advance(x.rowSize);
            }
        }
    }

    private static int start(PaddedMaps x, int stride, int output, int columns) {
        return output / columns * stride * x.rowSize + output % columns * stride * x.channels;
    }

    /**
     * Returns the weights in the order of the forward pass.
     *
     * @param flat contains {@code [filters][channels][kernel][kernel]}, starting at {@code offset}
     * @return {@code [kernel][kernel * channels][padded filters]}
     */
    public float[][][] forwardRows(float[] flat, int offset) {
        float[][][] rows = new float[kernel][kernel * channels][WeightedSums.padded(filters)];
        for (int f = 0; f < filters; f++) {
            for (int c = 0; c < channels; c++) {
                for (int u = 0; u < kernel; u++) {
                    for (int v = 0; v < kernel; v++) {
                        rows[u][v * channels + c][f] = flat[offset + ((f * channels + c) * kernel + u) * kernel + v];
                    }
                }
            }
        }
        return rows;
    }

    /**
     * Adds the gradient with respect to the weights and computes that with respect to the input, for one image.
     *
     * @param x the input, {@code [height * width][channels]}
     * @param g the gradient with respect to the pre-activations, {@code [outPositions][filters]}; null if its entries are
     *     in {@link ConvolutionSpace#gradient()} already
     * @param weights {@code [filters][kernel * kernel * channels]}
     * @param reversed {@code [kernel][kernel * filters][padded channels]}: the same with rows and columns of the kernels
     *     reversed
     * @param filterGradients {@code [filters][padded filterSize]}
     * @param dx {@code [height * width][padded channels]}; empty if the gradient with respect to the input is not needed
     */
    public void backward(
            float[][] x,
            float[] @Nullable [] g,
            ConvolutionSpace space,
            float[][] weights,
            float[][][] reversed,
            float[][] filterGradients,
            float[][] dx) {
        backward(WeightedSums.current(), x, g, space, weights, reversed, filterGradients, dx);
    }

    void backward(
            WeightedSums sums,
            float[][] x,
            float[] @Nullable [] g,
            ConvolutionSpace space,
            float[][] weights,
            float[][][] reversed,
            float[][] filterGradients,
            float[][] dx) {
        space.padded.setFrom(x);
        boolean needsInput = dx.length > 0;
        if (g != null && isDense(sums, density(g, filters), needsInput)) {
            addWeightGradient(sums, g, space, filterGradients);
            if (needsInput) {
                int columns = sums.columns(channels);
                for (float[] d : dx) {
                    Arrays.fill(d, 0, columns, 0);
                }
                space.spread.setFrom(g);
                int[] all = space.inputPositions;
                addDense(sums, space.block, space.spread, 1, reversed, all, all.length, width, dx, columns);
            }
            return;
        }
        if (g != null) {
            space.gradient.setFrom(g);
        }
        addWeightGradient(sums, space.gradient, space, filterGradients);
        if (needsInput) {
            computeInputGradient(sums, space, weights, dx);
        }
    }

    /** Whether the gradients together take less time from whole windows than from entries, for this share of entries. */
    private boolean isDense(WeightedSums sums, double density, boolean needsInput) {
        double dense = filters * sums.denseTime(outPositions(), filterSize());
        double sparse = filters * sums.sparseTime(density * outPositions(), filterSize());
        if (needsInput) {
            dense += height * width * kernel * sums.denseTime(kernel * filters, channels);
            sparse += outPositions() * (kernel * COPY_TIME + sums.sparseTime(density * filters, filterSize()));
        }
        return dense < sparse;
    }

    /**
     * Computes the gradient with respect to the input from the entries of the gradient, output by output: each adds its
     * window. For a position of the input that is the same order of outputs and filters as in the reversed kernels.
     */
    private void computeInputGradient(WeightedSums sums, ConvolutionSpace space, float[][] weights, float[][] dx) {
        SparseMaps g = space.gradient;
        PaddedMaps target = space.inputGradient;
        float[] window = space.window;
        Arrays.fill(target.values, 0);
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                int output = i * outWidth + j;
                if (!g.isZero(output)) {
                    int from = g.starts[output];
                    copyWindow(target, i, j, window);
                    sums.add(
                            weights,
                            g.indices,
                            j * filters,
                            g.values,
                            from,
                            g.starts[output + 1],
                            window,
                            filterSize());
                    storeWindow(window, target, i, j);
                }
            }
        }
        target.copyTo(dx);
    }

    /** Adds the gradient with respect to the weights from dense gradients: a few rows of outputs at a time, to stay in the cache. */
    private void addWeightGradient(WeightedSums sums, float[][] g, ConvolutionSpace space, float[][] filterGradients) {
        SumBlock block = space.block;
        float[] transposed = space.transposed; // [filters][outputs at a time]
        int columns = sums.columns(filterSize());
        int rows = Math.max(1, OUTPUTS_AT_A_TIME / outWidth);
        for (int i = 0; i < outHeight; i += rows) {
            int first = i * outWidth;
            int count = Math.min(outPositions(), first + rows * outWidth) - first;
            for (int t = 0; t < count; t++) {
                copyWindow(space.padded, (first + t) / outWidth, (first + t) % outWidth, space.windows[t]);
                float[] gradient = g[first + t];
                for (int f = 0; f < filters; f++) {
                    transposed[f * count + t] = gradient[f];
                }
            }
            for (int begin = 0; begin < filters; begin += SumBlock.ROWS) {
                block.begin(transposed);
                for (int f = begin; f < Math.min(filters, begin + SumBlock.ROWS); f++) {
                    block.addRow(f * count, filterGradients[f]);
                }
                block.end();
                sums.addBlock(block, space.windows, count, 0, columns);
            }
        }
    }

    /** Adds the gradient with respect to the weights from the entries of the gradient, filter by filter. */
    private void addWeightGradient(WeightedSums sums, SparseMaps g, ConvolutionSpace space, float[][] filterGradients) {
        SparseColumns outputs = space.columns;
        outputs.clear();
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                int position = i * outWidth + j;
                if (g.isZero(position)) {
                    continue;
                }
                copyWindow(space.padded, i, j, space.windows[position]);
                int first = j * filters;
                for (int k = g.starts[position]; k < g.starts[position + 1]; k++) {
                    outputs.append(g.indices[k] - first, position, g.values[k]);
                }
            }
        }
        int columns = sums.columns(filterSize());
        for (int f = 0; f < filters; f++) {
            outputs.addScaled(sums, f, space.windows, filterGradients[f], columns);
        }
    }

    /** Copies the window of an output: rows, columns, channels; zeros beyond the border. */
    private void copyWindow(PaddedMaps x, int i, int j, float[] window) {
        int length = kernel * channels;
        int from = i * stride * x.rowSize + j * stride * channels;
        for (int u = 0; u < kernel; u++) {
            System.arraycopy(x.values, from + u * x.rowSize, window, u * length, length);
        }
    }

    private void storeWindow(float[] window, PaddedMaps x, int i, int j) {
        int length = kernel * channels;
        int to = i * stride * x.rowSize + j * stride * channels;
        for (int u = 0; u < kernel; u++) {
            System.arraycopy(window, u * length, x.values, to + u * x.rowSize, length);
        }
    }
}
