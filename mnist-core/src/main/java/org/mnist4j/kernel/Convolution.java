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

    /** Rows of weights are this many floats long, or a multiple: the widest vector. */
    private static final int LANES = 16;

    /** Rows of a window that are shorter do not pay for the start and the end of a dense sum. */
    private static final int SHORTEST_DENSE_ROW = 8;

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

    /** Returns the length of a row of weights for {@code n} columns, the rest of which is zero. */
    public static int padded(int n) {
        return (n + LANES - 1) / LANES * LANES;
    }

    /**
     * Computes the pre-activations for one image.
     *
     * @param maps the input, {@code [height * width][channels]}
     * @param weights {@code [kernel][kernel * channels][padded(filters)]}
     * @param bias {@code [filters]}
     * @param y {@code [outPositions][filters]}
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
        for (int t = 0; t < count; t++) {
            WeightedSums.start(bias, y[positions[t]], filters);
        }
        if (kernel * channels < SHORTEST_DENSE_ROW || isSparse(sums, maps, filters)) {
            space.input.setFrom(maps);
            for (int t = 0; t < count; t++) {
                addSparse(sums, space.input, positions[t], weights, y[positions[t]]);
            }
        } else {
            space.padded.setFrom(maps);
            addDense(sums, space, space.padded, stride, weights, positions, count, outWidth, y, filters);
        }
        background.fill(y, filters);
    }

    /** Estimates whether the maps have so many zeros that sums over entries are faster, from some of the positions. */
    private static boolean isSparse(WeightedSums sums, float[][] maps, int columns) {
        int nonZero = 0;
        int all = 0;
        for (int p = 3; p < maps.length; p += 7) {
            for (float value : maps[p]) {
                nonZero += value != 0 ? 1 : 0;
            }
            all += maps[p].length;
        }
        return sums.sparseIsFaster(nonZero, all, columns);
    }

    private void addSparse(WeightedSums sums, SparseMaps x, int output, float[][][] weights, float[] y) {
        int column = output % outWidth * stride - left;
        for (int u = 0; u < kernel; u++) {
            int row = output / outWidth * stride + u - top;
            if (row >= 0 && row < height) {
                int from = x.starts[row * width + Math.max(0, column)];
                int to = x.starts[row * width + Math.min(width, column + kernel)];
                if (from < to) {
                    sums.add(weights[u], x.indices, column * channels, x.values, from, to, y, filters);
                }
            }
        }
    }

    /**
     * Adds the sums over whole windows, four outputs at a time.
     *
     * @param outputs the outputs to compute, in a map of {@code columns} columns
     */
    private static void addDense(
            WeightedSums sums,
            ConvolutionSpace space,
            PaddedMaps x,
            int stride,
            float[][][] weights,
            int[] outputs,
            int count,
            int columns,
            float[][] y,
            int n) {
        FourSums four = space.four;
        int whole = padded(n);
        for (int t = 0; t < count; t += FourSums.ROWS) {
            int existing = Math.min(FourSums.ROWS, count - t);
            for (int r = 0; r < FourSums.ROWS; r++) {
                int output = outputs[r < existing ? t + r : t];
                // The sums of weights with padding are longer than those of the output.
                float[] target = r < existing && whole == n ? y[output] : space.spare[r];
                if (target != y[output]) {
                    System.arraycopy(y[output], 0, target, 0, n);
                }
                four.set(r, x.values, start(x, stride, output, columns), target);
            }
            for (float[][] rows : weights) {
                sums.addFour(four, 1, rows, rows.length, 0, whole);
                four.advance(x.rowSize);
            }
            for (int r = 0; r < existing && whole != n; r++) {
                System.arraycopy(four.y[r], 0, y[outputs[t + r]], 0, n);
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
     * @return {@code [kernel][kernel * channels][padded(filters)]}
     */
    public float[][][] forwardRows(float[] flat, int offset) {
        float[][][] rows = new float[kernel][kernel * channels][padded(filters)];
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
     * @param weights {@code [kernel][kernel * filters][padded(channels)]}: the rows and columns of the kernels reversed
     * @param filterGradients {@code [filters][filterSize]}
     * @param dx {@code [height * width][channels]}
     */
    public void backward(
            float[][] x,
            float[] @Nullable [] g,
            ConvolutionSpace space,
            float[][][] weights,
            float[][] filterGradients,
            float[][] dx) {
        backward(WeightedSums.current(), x, g, space, weights, filterGradients, dx);
    }

    void backward(
            WeightedSums sums,
            float[][] x,
            float[] @Nullable [] g,
            ConvolutionSpace space,
            float[][][] weights,
            float[][] filterGradients,
            float[][] dx) {
        space.padded.setFrom(x);
        for (float[] d : dx) {
            Arrays.fill(d, 0, channels, 0);
        }
        if (g != null && !isSparse(sums, g, channels)) {
            space.spread.setFrom(g);
            addWeightGradient(sums, space, filterGradients);
            addDense(
                    sums,
                    space,
                    space.spread,
                    1,
                    weights,
                    space.inputPositions,
                    space.inputPositions.length,
                    width,
                    dx,
                    channels);
            return;
        }
        if (g != null) {
            space.gradient.setFrom(g);
        }
        addWeightGradient(space.gradient, space, filterGradients);
        for (int h = 0; h < height; h++) {
            for (int w = 0; w < width; w++) {
                addSparseBackward(sums, space.gradient, h, w, weights, dx[h * width + w]);
            }
        }
    }

    private void addSparseBackward(WeightedSums sums, SparseMaps g, int h, int w, float[][][] weights, float[] dx) {
        // Window row u of the spread gradient is window row kernel - 1 - u of the outputs that depend on this position.
        int column = w + left - (kernel - 1); // of the spread gradient without padding
        for (int u = 0; u < kernel; u++) {
            int row = h + top - (kernel - 1) + u;
            if (row < 0 || row % stride != 0 || row / stride >= outHeight) {
                continue;
            }
            int start = row / stride * outWidth;
            int firstOutput = Math.max(0, -Math.floorDiv(-column, stride));
            int lastOutput = Math.min(outWidth - 1, (w + left) / stride);
            if (firstOutput > lastOutput) {
                continue;
            }
            if (stride == 1) {
                addEntries(sums, g, start + firstOutput, start + lastOutput + 1, column * filters, weights[u], dx);
            } else {
                for (int j = firstOutput; j <= lastOutput; j++) {
                    // Indices count outputs, of which there is one at each stride-th column.
                    int first = j * filters - (j * stride - column) * filters;
                    addEntries(sums, g, start + j, start + j + 1, first, weights[u], dx);
                }
            }
        }
    }

    private void addEntries(WeightedSums sums, SparseMaps g, int from, int to, int first, float[][] rows, float[] dx) {
        if (g.starts[from] < g.starts[to]) {
            sums.add(rows, g.indices, first, g.values, g.starts[from], g.starts[to], dx, channels);
        }
    }

    /** Adds the gradient with respect to the weights from dense gradients: a row of outputs at a time, to stay in the cache. */
    private void addWeightGradient(WeightedSums sums, ConvolutionSpace space, float[][] filterGradients) {
        PaddedMaps g = space.spread;
        FourSums four = space.four;
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                window(space.padded, i, j, space.windows[j]);
            }
            for (int f = 0; f < filters; f += FourSums.ROWS) {
                for (int r = 0; r < FourSums.ROWS; r++) {
                    boolean exists = f + r < filters;
                    int filter = exists ? f + r : f;
                    four.set(r, g.values, g.at(i, 0) + filter, exists ? filterGradients[filter] : space.spare[r]);
                }
                sums.addFour(four, stride * filters, space.windows, outWidth, 0, filterSize());
            }
        }
    }

    /** Adds the gradient with respect to the weights from the entries of the gradient, filter by filter. */
    private void addWeightGradient(SparseMaps g, ConvolutionSpace space, float[][] filterGradients) {
        SparseColumns outputs = space.columns;
        outputs.clear();
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                int position = i * outWidth + j;
                if (g.isZero(position)) {
                    continue;
                }
                window(space.padded, i, j, space.windows[position]);
                int first = j * filters;
                for (int k = g.starts[position]; k < g.starts[position + 1]; k++) {
                    outputs.append(g.indices[k] - first, position, g.values[k]);
                }
            }
        }
        for (int f = 0; f < filters; f++) {
            outputs.addScaled(f, space.windows, filterGradients[f], filterSize());
        }
    }

    /** Copies the window of an output: rows, columns, channels; zeros beyond the border. */
    private void window(PaddedMaps x, int i, int j, float[] window) {
        int length = kernel * channels;
        int from = i * stride * x.rowSize + j * stride * channels;
        for (int u = 0; u < kernel; u++) {
            System.arraycopy(x.values, from + u * x.rowSize, window, u * length, length);
        }
    }

    /**
     * Adds the gradient with respect to the weights of a convolution on the image itself, most of whose pixels are zero:
     * weight by weight, over the outputs at which its pixel is not zero.
     *
     * @param x the pixels, {@code [height * width][channels]}
     * @param g {@code [outPositions][filters]}
     * @param gradients {@code [filterSize][filters]}
     */
    public void addImageWeightGradient(float[][] x, float[][] g, ConvolutionSpace space, float[][] gradients) {
        SparseMaps pixels = space.input;
        pixels.setFrom(x);
        SparseColumns outputs = space.columns;
        outputs.clear();
        for (int i = 0; i < outHeight; i++) {
            for (int u = 0; u < kernel; u++) {
                int row = i * stride + u - top;
                if (row >= 0 && row < height) {
                    appendRow(pixels, row * width, i * outWidth, u * kernel * channels, outputs);
                }
            }
        }
        for (int w = 0; w < gradients.length; w++) {
            outputs.addScaled(w, g, gradients[w], filters);
        }
    }

    private void appendRow(SparseMaps x, int rowStart, int outStart, int weightStart, SparseColumns outputs) {
        for (int j = 0; j < outWidth; j++) {
            int column = j * stride - left;
            int first = column * channels;
            int to = x.starts[rowStart + Math.min(width, column + kernel)];
            for (int k = x.starts[rowStart + Math.max(0, column)]; k < to; k++) {
                outputs.append(weightStart + x.indices[k] - first, outStart + j, x.values[k]);
            }
        }
    }
}
