package org.mnist4j.kernel;

import java.util.Arrays;
import org.mnist4j.config.Activation;
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

    /** Rows of a window that are shorter are not worth a call of their own. */
    private static final int SHORT_ROW = 24;

    /** Nanoseconds to copy a row of a window, about. */
    private static final int COPY_TIME = 10;

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
     * Computes the activations for one image.
     *
     * @param sums the kernels to compute them with
     * @param maps the input, {@code [height * width][channels]}
     * @param weights {@code [kernel * kernel * channels][padded filters]}
     * @param bias {@code [filters]}
     * @param y {@code [outPositions][padded filters]}
     */
    public void forward(
            WeightedSums sums,
            float[][] maps,
            ConvolutionSpace space,
            float[][] weights,
            float[] bias,
            Activation activation,
            float[][] y) {
        int row = kernel * channels;
        double sparse = outPositions() * kernel * sums.sparseTime(density(maps, channels) * row, filters);
        double dense = outPositions() * kernel * sums.denseTime(row, filters);
        if (space.planes.time(sums) < Math.min(sparse, dense)) {
            space.padded.setFrom(maps);
            space.planes.compute(sums, weights, bias, activation, y);
            return;
        }
        int columns = sums.columns(filters);
        for (float[] map : y) {
            WeightedSums.start(bias, map, filters);
        }
        if (sparse < dense) {
            space.input.setFrom(maps);
            for (int output = 0; output < y.length; output++) {
                addSparse(sums, space.input, output, weights, y[output], columns);
            }
        } else {
            space.padded.setFrom(maps);
            addDense(sums, space.block, space.padded, stride, weights, outWidth, y, columns);
        }
        sums.maps(columns).apply(activation, y, columns);
    }

    /** Estimates the share of values that are not zero, from some of the positions. */
    private static double density(float[][] maps, int channels) {
        int nonZero = 0;
        int all = 0;
        for (int p = Math.min(3, maps.length - 1); p < maps.length; p += 7) {
            float[] map = maps[p];
            for (int c = 0; c < channels; c++) {
                int magnitude = Float.floatToRawIntBits(map[c]) & Integer.MAX_VALUE;
                nonZero += -magnitude >>> 31; // 1 if not zero; a branch would often be mispredicted
            }
            all += channels;
        }
        return (double) nonZero / all;
    }

    private void addSparse(WeightedSums sums, SparseMaps x, int output, float[][] weights, float[] y, int columns) {
        int column = output % outWidth * stride - left;
        for (int u = 0; u < kernel; u++) {
            int row = output / outWidth * stride + u - top;
            if (row >= 0 && row < height) {
                int from = x.starts[row * width + Math.max(0, column)];
                int to = x.starts[row * width + Math.min(width, column + kernel)];
                if (from < to) {
                    sums.add(weights, x.indices, (column - u * kernel) * channels, x.values, from, to, y, columns);
                }
            }
        }
    }

    /**
     * Adds the sums over whole windows, row by row of the windows.
     *
     * @param width columns of outputs
     */
    private void addDense(
            WeightedSums sums,
            SumBlock block,
            PaddedMaps x,
            int stride,
            float[][] weights,
            int width,
            float[][] y,
            int columns) {
        int row = weights.length / kernel;
        for (int begin = 0; begin < y.length; begin += SumBlock.ROWS) {
            block.begin(x.values);
            for (int output = begin; output < Math.min(y.length, begin + SumBlock.ROWS); output++) {
                block.addRow(start(x, stride, output, width), y[output]);
            }
            block.end();
            for (int first = 0; first < weights.length; first += row) {
                sums.addBlock(block, weights, first, first + row, 0, columns);
                block.advance(x.rowSize - row);
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
     * @return {@code [kernel * kernel * channels][padded filters]}
     */
    public float[][] forwardRows(float[] flat, int offset) {
        float[][] rows = Rows.padded(filterSize(), filters);
        for (int f = 0; f < filters; f++) {
            for (int k = 0; k < filterSize(); k++) {
                rows[k][f] = flat[offset + (f * channels + k % channels) * kernel * kernel + k / channels];
            }
        }
        return rows;
    }

    /**
     * Adds the gradient with respect to the weights and computes that with respect to the input, for one image.
     *
     * @param sums the kernels to compute them with
     * @param x the input, {@code [height * width][channels]}
     * @param g the gradient with respect to the pre-activations, {@code [outPositions][padded filters]}
     * @param weights {@code [filters][kernel * kernel * channels]}
     * @param reversed {@code [kernel * kernel * filters][padded channels]}: the same with rows and columns of the kernels
     *     reversed
     * @param filterGradients {@code [filters][padded filterSize]}
     * @param dx {@code [height * width][padded channels]}; empty if the gradient with respect to the input is not needed
     */
    public void backward(
            WeightedSums sums,
            float[][] x,
            float[][] g,
            ConvolutionSpace space,
            float[][] weights,
            float[][] reversed,
            float[][] filterGradients,
            float[][] dx) {
        double density = density(g, filters);
        double entryTime = sums.sparseTime(density * outPositions(), filterSize()); // of a filter's weight gradient
        double windowsTime = sums.denseTime(outPositions(), filterSize()); // the same, over whole windows
        boolean denseWeights = windowsTime < 1.1 * entryTime; // entries are sorted by filter first
        TapGradient taps = space.taps;
        boolean fastTaps = taps != null
                && taps.time(sums, density(x, channels) * height * width)
                        < outPositions() * windowTime() + filters * Math.min(entryTime, windowsTime);
        double sparse = outPositions() * (2 * windowTime() + sums.sparseTime(density * filters, filterSize()));
        double dense = height * width * kernel * sums.denseTime(kernel * filters, channels);
        double planes = space.spreadPlanes.time(sums);
        boolean sparseInput = dx.length > 0 && sparse < Math.min(dense, planes);
        if (sparseInput || !fastTaps && !denseWeights) {
            space.gradient.setFrom(g);
        }
        if (fastTaps) {
            taps.add(sums, x, g, filterGradients);
        } else {
            space.padded.setFrom(x);
            if (denseWeights) {
                addWeightGradient(sums, g, space, filterGradients);
            } else {
                addWeightGradient(sums, space.gradient, space, filterGradients);
            }
        }
        if (sparseInput) {
            computeInputGradient(sums, space, weights, dx);
        } else if (dx.length > 0) {
            computeInputGradient(sums, g, space, reversed, dx, planes < dense);
        }
    }

    private void computeInputGradient(
            WeightedSums sums,
            float[][] g,
            ConvolutionSpace space,
            float[][] reversed,
            float[][] dx,
            boolean inPlanes) {
        space.spread.setFrom(g);
        if (inPlanes) {
            space.spreadPlanes.compute(sums, reversed, null, Activation.IDENTITY, dx);
        } else {
            int columns = sums.columns(channels);
            for (float[] d : dx) {
                Arrays.fill(d, 0, columns, 0);
            }
            addDense(sums, space.block, space.spread, 1, reversed, width, dx, columns);
        }
    }

    /** Nanoseconds to copy a window, about. */
    private double windowTime() {
        return hasShortRows() ? filterSize() : kernel * COPY_TIME;
    }

    /** Whether the rows of a window are too short to be copied by themselves. */
    boolean hasShortRows() {
        return kernel * channels < SHORT_ROW;
    }

    /**
     * Computes the gradient with respect to the input from the entries of the gradient, output by output: each adds its
     * window. For a position of the input that is the same order of outputs and filters as in the reversed kernels.
     */
    private void computeInputGradient(WeightedSums sums, ConvolutionSpace space, float[][] weights, float[][] dx) {
        SparseMaps g = space.gradient;
        PaddedMaps target = space.inputGradient;
        float[] window = space.windows[0];
        Arrays.fill(target.values, 0);
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                int output = i * outWidth + j;
                if (!g.isZero(output)) {
                    int from = g.starts[output];
                    copyWindow(space, target, output, window);
                    sums.add(
                            weights,
                            g.indices,
                            j * filters,
                            g.values,
                            from,
                            g.starts[output + 1],
                            window,
                            filterSize());
                    storeWindow(space, window, target, output);
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
                copyWindow(space, space.padded, first + t, space.windows[t]);
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
                sums.addBlock(block, space.windows, 0, count, 0, columns);
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
                copyWindow(space, space.padded, position, space.windows[position]);
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
    private void copyWindow(ConvolutionSpace space, PaddedMaps x, int output, float[] target) {
        int from = start(x, stride, output, outWidth);
        int row = kernel * channels;
        if (hasShortRows()) {
            int[] offsets = space.windowOffsets;
            for (int k = 0; k < offsets.length; k++) {
                target[k] = x.values[from + offsets[k]];
            }
            return;
        }
        for (int u = 0; u < kernel; u++) {
            System.arraycopy(x.values, from + u * x.rowSize, target, u * row, row);
        }
    }

    private void storeWindow(ConvolutionSpace space, float[] window, PaddedMaps x, int output) {
        int to = start(x, stride, output, outWidth);
        int row = kernel * channels;
        if (hasShortRows()) {
            int[] offsets = space.windowOffsets;
            for (int k = 0; k < offsets.length; k++) {
                x.values[to + offsets[k]] = window[k];
            }
            return;
        }
        for (int u = 0; u < kernel; u++) {
            System.arraycopy(window, u * row, x.values, to + u * x.rowSize, row);
        }
    }
}
