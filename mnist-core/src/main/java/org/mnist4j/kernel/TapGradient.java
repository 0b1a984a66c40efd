package org.mnist4j.kernel;

import java.util.Arrays;

/**
 * The weight gradient of a convolution over few channels, such as an image's, from the entries of its input: a tap, one
 * weight of each filter, multiplies an input by the gradients of the output at a fixed distance from it. One thread's
 * scratch space.
 */
final class TapGradient {

    private final Convolution conv;
    private final int pitch; // from a row of outputs to the next
    private final float[][] outputs; // gradients, at the distance of the windows, with zeros between and around them
    private final SparseVector entries; // of one channel: the index of the output whose first weight multiplies it
    private final float[] sums; // of a tap, [padded filters]

    TapGradient(Convolution conv) {
        this.conv = conv;
        int border = conv.kernel() - 1;
        this.pitch = Math.max(conv.width() + conv.left(), (conv.outWidth() - 1) * conv.stride() + 1) + border;
        int rows = Math.max(conv.height() + conv.top(), (conv.outHeight() - 1) * conv.stride() + 1) + border;
        float[] zeros = new float[WeightedSums.padded(conv.filters())];
        this.outputs = new float[rows * pitch][];
        Arrays.fill(outputs, zeros);
        this.entries = new SparseVector(conv.height() * conv.width());
        this.sums = new float[zeros.length];
    }

    /** An estimate of the time of {@link #add} for so many entries, in nanoseconds. */
    double time(WeightedSums kernels, double entries) {
        return conv.filterSize() * kernels.sparseTime(entries, conv.filters()) + 2 * outputs.length;
    }

    /**
     * Adds the gradient for one image.
     *
     * @param x the input, {@code [height * width][channels]}
     * @param g the gradient with respect to the pre-activations, {@code [outPositions][padded filters]}
     * @param filterGradients {@code [filters][filterSize or more]}
     */
    void add(WeightedSums kernels, float[][] x, float[][] g, float[][] filterGradients) {
        int kernel = conv.kernel();
        setOutputs(g);
        int n = kernels.columns(conv.filters());
        for (int c = 0; c < conv.channels(); c++) {
            setEntries(x, c);
            for (int tap = 0; tap < kernel * kernel; tap++) {
                int k = tap * conv.channels() + c;
                for (int f = 0; f < conv.filters(); f++) {
                    sums[f] = filterGradients[f][k];
                }
                int distance = tap / kernel * pitch + tap % kernel;
                kernels.add(outputs, entries.indices, distance, entries.values, 0, entries.count, sums, n);
                for (int f = 0; f < conv.filters(); f++) {
                    filterGradients[f][k] = sums[f];
                }
            }
        }
    }

    /** Stores only references that change: with the JVM's default collector a store into an older array takes long. */
    private void setOutputs(float[][] g) {
        int border = conv.kernel() - 1;
        for (int i = 0; i < conv.outHeight(); i++) {
            int at = (border + i * conv.stride()) * pitch + border;
            for (int j = 0; j < conv.outWidth(); j++) {
                float[] row = g[i * conv.outWidth() + j];
                if (outputs[at + j * conv.stride()] != row) {
                    outputs[at + j * conv.stride()] = row;
                }
            }
        }
    }

    private void setEntries(float[][] x, int channel) {
        int border = conv.kernel() - 1;
        entries.clear();
        for (int row = 0; row < conv.height(); row++) {
            int at = (border + row + conv.top()) * pitch + border + conv.left();
            for (int column = 0; column < conv.width(); column++) {
                entries.appendUnlessZero(at + column, x[row * conv.width() + column][channel]);
            }
        }
    }
}
