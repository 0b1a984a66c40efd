package org.mnist4j.kernel;

import java.util.Arrays;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Padding;

/**
 * Forward pass, backward pass and weight gradient of a convolution, over feature maps {@code [positions][channels]}
 * with positions in row-major order. All three add scaled rows over non-zero entries.
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
     * @param x the input's entries, with or without repetitions
     * @param kernels the weights, from {@link #forwardRows}, or from {@link #rowsWithRepetitions} for entries with
     *     repetitions
     * @param bias {@code [filters]}
     * @param y {@code [outPositions][filters]}
     */
    public void forward(float[][] maps, SparseMaps x, float[][][] kernels, float[] bias, float[][] y) {
        if (x.repeated() >= 0) {
            weighRepeated(maps[x.repeated()], x.stride(), kernels);
        }
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                System.arraycopy(bias, 0, y[i * outWidth + j], 0, filters);
            }
            // One kernel row at a time, so that it stays in the L1 cache for a whole row of outputs.
            for (int u = 0; u < kernel; u++) {
                int row = i * stride + u - top;
                if (row >= 0 && row < height) {
                    addRow(x, row * width, kernels[u], y, i * outWidth);
                }
            }
        }
    }

    private void addRow(SparseMaps x, int rowStart, float[][] kernelRow, float[][] y, int outStart) {
        for (int j = 0; j < outWidth; j++) {
            int column = j * stride - left;
            int from = x.starts[rowStart + Math.max(0, column)];
            int to = x.starts[rowStart + Math.min(width, column + kernel)];
            if (from < to) {
                Rows.addScaled(kernelRow, x.indices, column * x.stride(), x.values, from, to, y[outStart + j], filters);
            }
        }
    }

    /**
     * Computes the contribution of the repeated position at each kernel position, as the row after those of the
     * channels.
     */
    private void weighRepeated(float[] repeated, int rowStride, float[][][] kernels) {
        for (float[][] kernelRow : kernels) {
            for (int v = 0; v < kernel; v++) {
                float[] sum = kernelRow[v * rowStride + channels];
                Arrays.fill(sum, 0);
                for (int c = 0; c < channels; c++) {
                    if (repeated[c] != 0) {
                        addScaled(repeated[c], kernelRow[v * rowStride + c], sum);
                    }
                }
            }
        }
    }

    private static void addScaled(float factor, float[] row, float[] sum) {
        for (int f = 0; f < sum.length; f++) {
            sum[f] += factor * row[f];
        }
    }

    /**
     * Returns the rows of weights for entries with repetitions: the rows of {@link #forwardRows}, shared, and at each
     * kernel position one more row for the repeated position, whose values depend on the image. Not thread-safe.
     *
     * @param rows {@code [kernel][kernel * channels][filters]}
     * @return {@code [kernel][kernel * (channels + 1)][filters]}
     */
    public float[][][] rowsWithRepetitions(float[][][] rows) {
        float[][][] all = new float[kernel][kernel * (channels + 1)][];
        for (int u = 0; u < kernel; u++) {
            for (int v = 0; v < kernel; v++) {
                System.arraycopy(rows[u], v * channels, all[u], v * (channels + 1), channels);
                all[u][v * (channels + 1) + channels] = new float[filters];
            }
        }
        return all;
    }

    /**
     * Returns the weights in the order of the forward pass.
     *
     * @param flat contains {@code [filters][channels][kernel][kernel]}, starting at {@code offset}
     * @return {@code [kernel][kernel * channels][filters]}
     */
    public float[][][] forwardRows(float[] flat, int offset) {
        float[][][] rows = new float[kernel][kernel * channels][filters];
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
     * Computes the gradient with respect to the input, for one image.
     *
     * @param g the entries of the gradient with respect to the pre-activations
     * @param back the weights from {@link #backwardRows}
     * @param dx {@code [height * width][channels]}
     */
    public void backward(SparseMaps g, float[][][][] back, float[][] dx) {
        for (int h = 0; h < height; h++) {
            for (int w = 0; w < width; w++) {
                Arrays.fill(dx[h * width + w], 0, channels, 0);
            }
            for (int u = 0; u < kernel; u++) {
                int row = h + top - u;
                if (row >= 0 && row % stride == 0 && row / stride < outHeight) {
                    addBackwardRow(g, row / stride * outWidth, back, u, dx, h * width);
                }
            }
        }
    }

    private void addBackwardRow(SparseMaps g, int rowStart, float[][][][] back, int u, float[][] dx, int inStart) {
        for (int w = 0; w < width; w++) {
            int residue = (w + left) % stride;
            int last = (w + left) / stride;
            int first = last - taps(residue) + 1;
            int from = Math.max(0, first);
            int to = Math.min(outWidth, last + 1);
            if (from < to) {
                int start = g.starts[rowStart + from];
                int end = g.starts[rowStart + to];
                if (start < end) {
                    Rows.addScaled(
                            back[residue][u],
                            g.indices,
                            first * filters,
                            g.values,
                            start,
                            end,
                            dx[inStart + w],
                            channels);
                }
            }
        }
    }

    /**
     * Returns the number of outputs in a row that depend on a column at {@code residue} after a multiple of the stride.
     */
    private int taps(int residue) {
        return residue >= kernel ? 0 : (kernel - 1 - residue) / stride + 1;
    }

    /**
     * Returns the weights in the order of the backward pass.
     *
     * @param weights {@code [kernel][kernel][filters][channels]}; the arrays of channels are reused, not copied
     * @return {@code [stride][kernel][taps * filters][channels]}
     */
    public float[][][][] backwardRows(float[][][][] weights) {
        float[][][][] back = new float[stride][kernel][][];
        for (int residue = 0; residue < stride; residue++) {
            int taps = taps(residue);
            for (int u = 0; u < kernel; u++) {
                back[residue][u] = new float[taps * filters][];
                for (int tap = 0; tap < taps; tap++) {
                    int v = residue + (taps - 1 - tap) * stride;
                    System.arraycopy(weights[u][v], 0, back[residue][u], tap * filters, filters);
                }
            }
        }
        return back;
    }

    /**
     * Copies the input window of each output position with a non-zero gradient, {@code [outPositions][filterSize]}:
     * rows, columns, channels; zeros beyond the border.
     */
    public void windows(float[][] x, SparseMaps g, float[][] windows) {
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                int position = i * outWidth + j;
                if (!g.isZero(position)) {
                    window(x, i * stride - top, j * stride - left, windows[position]);
                }
            }
        }
    }

    private void window(float[][] x, int row, int column, float[] window) {
        int at = 0;
        for (int h = row; h < row + kernel; h++) {
            for (int w = column; w < column + kernel; w++) {
                if (h >= 0 && h < height && w >= 0 && w < width) {
                    System.arraycopy(x[h * width + w], 0, window, at, channels);
                } else {
                    Arrays.fill(window, at, at + channels, 0);
                }
                at += channels;
            }
        }
    }

    /** Collects, for each filter, the positions at which its gradient is not zero. */
    public void byFilter(SparseMaps g, SparseColumns filterPositions) {
        filterPositions.clear();
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                int position = i * outWidth + j;
                int first = j * filters;
                for (int k = g.starts[position]; k < g.starts[position + 1]; k++) {
                    filterPositions.append(g.indices[k] - first, position, g.values[k]);
                }
            }
        }
    }

    /** Collects, for each weight of a filter, the output positions at which its input is not zero. */
    public void byWeight(SparseMaps x, SparseColumns weightPositions) {
        weightPositions.clear();
        for (int i = 0; i < outHeight; i++) {
            for (int u = 0; u < kernel; u++) {
                int row = i * stride + u - top;
                if (row >= 0 && row < height) {
                    appendRow(x, row * width, i * outWidth, u * kernel * channels, weightPositions);
                }
            }
        }
    }

    private void appendRow(SparseMaps x, int rowStart, int outStart, int weightStart, SparseColumns weightPositions) {
        for (int j = 0; j < outWidth; j++) {
            int column = j * stride - left;
            int first = column * channels;
            int to = x.starts[rowStart + Math.min(width, column + kernel)];
            for (int k = x.starts[rowStart + Math.max(0, column)]; k < to; k++) {
                weightPositions.append(weightStart + x.indices[k] - first, outStart + j, x.values[k]);
            }
        }
    }
}
