package org.mnist4j.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.Activation;

/**
 * Sums over all windows of padded maps, computed plane by plane: a term's factors for all windows are one long row, the
 * weights are what they are multiplied by. Short rows of maps with few channels would leave most of a vector empty.
 * One thread's scratch space.
 */
final class Planes {

    /** Terms whose rows are in the cache together. */
    private static final int TERMS = 64;

    private final PaddedMaps x;
    private final int kernel;
    private final int stride;
    private final int outHeight;
    private final int outWidth;
    private final int filters;
    private final int terms;
    private final int pitch; // from a row of outputs to the next
    private final int length; // of a row of factors or sums
    private final float[] planes; // [channels][rows][columns] of the padded maps; unused for a single channel
    private final float[][] rows; // [TERMS][padded length], factors
    private final float[][] sums; // [filters][padded length]
    private final float[] weights; // [filters][terms]
    private final SumBlock block;

    /** For the windows of {@code x} with {@code outHeight * outWidth} outputs of {@code filters} channels. */
    Planes(PaddedMaps x, int kernel, int stride, int outHeight, int outWidth, int filters) {
        this.x = x;
        this.kernel = kernel;
        this.stride = stride;
        this.outHeight = outHeight;
        this.outWidth = outWidth;
        this.filters = filters;
        this.terms = kernel * kernel * x.channels;
        // Windows that begin in the padding on the right are computed too: rows of windows are contiguous then.
        this.pitch = stride == 1 ? x.columns() : outWidth;
        this.length = Math.max(0, (outHeight - 1) * pitch + outWidth);
        this.planes = x.channels == 1 ? x.values : new float[x.values.length];
        this.rows = Rows.padded(Math.min(terms, TERMS), length);
        this.sums = Rows.padded(filters, length);
        this.weights = new float[filters * terms];
        this.block = new SumBlock(0, length);
    }

    /** An estimate of the time of {@link #compute}, in nanoseconds. */
    double time(WeightedSums kernels) {
        double copies = 0.06 * terms * length + filters * (terms + 0.6 * outHeight * outWidth);
        double split = x.channels == 1 ? 0 : planes.length;
        // The rows come from the second-level cache.
        return 1.15 * WeightedSums.padded(filters, SumBlock.ROWS) * kernels.denseTime(terms, length) + copies + split;
    }

    /**
     * Computes the sums and applies an activation.
     *
     * @param matrix the weights, {@code [kernel * kernel * channels][filters or more]}
     * @param bias {@code [filters]}, or null for sums from 0
     * @param y {@code [outHeight * outWidth][filters or more]}
     */
    void compute(WeightedSums kernels, float[][] matrix, float @Nullable [] bias, Activation activation, float[][] y) {
        for (int f = 0; f < filters; f++) {
            for (int k = 0; k < terms; k++) {
                weights[f * terms + k] = matrix[k][f];
            }
            Arrays.fill(sums[f], bias == null ? 0f : bias[f] + 0f);
        }
        splitChannels();
        int n = kernels.columns(length);
        for (int first = 0; first < terms; first += TERMS) {
            int count = Math.min(TERMS, terms - first);
            for (int t = 0; t < count; t++) {
                copyFactors(first + t, rows[t]);
            }
            for (int from = 0; from < filters; from += SumBlock.ROWS) {
                block.begin(weights);
                for (int f = from; f < Math.min(filters, from + SumBlock.ROWS); f++) {
                    block.addRow(f * terms + first, sums[f]);
                }
                block.end();
                kernels.addBlock(block, rows, 0, count, 0, n);
            }
        }
        kernels.maps(n).apply(activation, sums, n);
        copySums(y);
    }

    private void splitChannels() {
        int channels = x.channels;
        if (channels == 1) {
            return;
        }
        int area = x.values.length / channels;
        int together = 16; // a cache line of each plane
        for (int from = 0; from < area; from += together) {
            int to = Math.min(area, from + together);
            for (int c = 0; c < channels; c++) {
                for (int p = from; p < to; p++) {
                    planes[c * area + p] = x.values[p * channels + c];
                }
            }
        }
    }

    /** Copies a term's factors, one of each window. */
    private void copyFactors(int term, float[] row) {
        int channels = x.channels;
        int columns = x.columns();
        int u = term / (kernel * channels);
        int v = term / channels % kernel;
        int from = term % channels * (x.values.length / channels) + u * columns + v;
        if (stride == 1) {
            System.arraycopy(planes, from, row, 0, length);
            return;
        }
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                row[i * pitch + j] = planes[from + (i * columns + j) * stride];
            }
        }
    }

    private void copySums(float[][] y) {
        for (int i = 0; i < outHeight; i++) {
            for (int j = 0; j < outWidth; j++) {
                float[] output = y[i * outWidth + j];
                int at = i * pitch + j;
                for (int f = 0; f < filters; f++) {
                    output[f] = sums[f][at];
                }
            }
        }
    }
}
