package org.mnist4j.engine;

import java.util.Arrays;
import org.mnist4j.config.Activation;
import org.mnist4j.kernel.Activations;
import org.mnist4j.kernel.Convolution;
import org.mnist4j.kernel.Maps;
import org.mnist4j.kernel.SparseColumns;
import org.mnist4j.kernel.SparseMaps;

/**
 * A convolution. Its weight gradient is summed per shard in the backward pass, and the shards' sums are added in order
 * when the filters are updated.
 *
 * <p>For a convolution on the image itself, most of whose pixels are zero, the weight gradient is summed over the
 * non-zero pixels; for a later one over the non-zero gradients, of which max pooling and ReLU leave few.
 */
final class ConvLayer extends NetworkLayer {

    /** Filters per update task: one cache line of the transposed weights. */
    private static final int FILTERS_PER_TASK = 16;

    private final NetworkLayer previous;
    private final Convolution conv;
    private final boolean pooled;
    private final int offset;
    private final ParameterUpdate.Slots[] filters; // [filters], each [kernel][kernel][channels]
    private final ParameterUpdate.Slots bias; // [filters]
    private final float[][][] forward; // [kernel][kernel * channels][filters]
    private final float[][][][] taps; // [kernel][kernel][filters][channels]
    private final float[][][][] backwardRows; // the same arrays in the order of the backward pass
    private final float[][][] gradients; // [shards][filters][filterSize], or [shards][filterSize][filters] on the image
    private final float[][] biasGradients; // [shards][filters]
    private final Workspace[] workspaces; // [workers]

    /** One worker's scratch buffers for an image. */
    private static final class Workspace {
        final SparseMaps x;
        final float[][][] forward; // the layer's weights, with extra rows for the repeated position
        final SparseMaps g;
        final SparseColumns columns;
        final float[][] windows; // [outPositions][filterSize]

        Workspace(Convolution conv, float[][][] rows, boolean onImage) {
            x = onImage
                    ? new SparseMaps(conv.height(), conv.width(), conv.channels())
                    : SparseMaps.withRepetitions(conv.height(), conv.width(), conv.channels());
            forward = onImage ? rows : conv.rowsWithRepetitions(rows);
            g = new SparseMaps(conv.outHeight(), conv.outWidth(), conv.filters());
            columns = new SparseColumns(onImage ? conv.filterSize() : conv.filters(), conv.outPositions());
            windows = new float[onImage ? 0 : conv.outPositions()][conv.filterSize()];
        }
    }

    /**
     * @param activation applied here; the identity if the max pooling that follows applies it instead
     * @param pooled whether max pooling with non-overlapping windows follows and computes the bias gradient
     * @param offset where the weights {@code [filters][channels][kernel][kernel]} start in the flat layout; the bias
     *     follows
     * @param shards the maximum number of shards in a batch
     * @param workers the number of threads
     */
    ConvLayer(
            NetworkLayer previous,
            Convolution conv,
            Activation activation,
            boolean pooled,
            int offset,
            float[] parameters,
            int shards,
            int workers,
            ParameterUpdate update) {
        super(conv.outPositions(), conv.filters(), activation, previous.y.length, previous.perImage, true);
        this.previous = previous;
        this.conv = conv;
        this.pooled = pooled;
        this.offset = offset;
        this.filters = new ParameterUpdate.Slots[conv.filters()];
        for (int f = 0; f < conv.filters(); f++) {
            float[] filter = new float[conv.filterSize()];
            reorder(parameters, f, filter, false);
            filters[f] = new ParameterUpdate.Slots(filter, update, true);
        }
        int biasAt = offset + conv.filters() * conv.filterSize();
        this.bias = new ParameterUpdate.Slots(
                Arrays.copyOfRange(parameters, biasAt, biasAt + conv.filters()), update, false);
        boolean onImage = !previous.needsGradient();
        int kernel = conv.kernel();
        this.forward = new float[kernel][kernel * conv.channels()][conv.filters()];
        this.taps = new float[kernel][kernel][conv.filters()][onImage ? 0 : conv.channels()];
        this.backwardRows = conv.backwardRows(taps);
        this.gradients = onImage
                ? new float[shards][conv.filterSize()][conv.filters()]
                : new float[shards][conv.filters()][conv.filterSize()];
        this.biasGradients = new float[shards][conv.filters()];
        this.workspaces = new Workspace[workers];
        for (int worker = 0; worker < workers; worker++) {
            workspaces[worker] = new Workspace(conv, forward, onImage);
        }
        copyWeights(0, conv.filters());
    }

    /** Copies one filter between {@code values}, channels last, and the flat layout, channels first. */
    private void reorder(float[] flat, int filter, float[] values, boolean toFlat) {
        int area = conv.kernel() * conv.kernel();
        int start = offset + filter * conv.filterSize();
        for (int k = 0; k < area; k++) {
            for (int c = 0; c < conv.channels(); c++) {
                if (toFlat) {
                    flat[start + c * area + k] = values[k * conv.channels() + c];
                } else {
                    values[k * conv.channels() + c] = flat[start + c * area + k];
                }
            }
        }
    }

    /** Copies the weights of some filters to the arrays of the forward and backward passes. */
    private void copyWeights(int from, int to) {
        int rowSize = conv.kernel() * conv.channels();
        for (int u = 0; u < conv.kernel(); u++) {
            for (int k = 0; k < rowSize; k++) {
                float[] row = forward[u][k];
                for (int f = from; f < to; f++) {
                    row[f] = filters[f].parameters[u * rowSize + k];
                }
            }
        }
        if (previous.needsGradient()) {
            for (int f = from; f < to; f++) {
                for (int k = 0; k < conv.kernel() * conv.kernel(); k++) {
                    float[] tap = taps[k / conv.kernel()][k % conv.kernel()][f];
                    System.arraycopy(filters[f].parameters, k * conv.channels(), tap, 0, tap.length);
                }
            }
        }
    }

    /** Whether the next layer is max pooling with non-overlapping windows, which computes the bias gradient. */
    boolean isPooled() {
        return pooled;
    }

    /** Whether the max pooling writes its gradient to {@link #sparseGradient} instead of {@link #deltas}. */
    boolean takesSparseGradient() {
        return pooled && previous.needsGradient();
    }

    /** Adds a gradient {@code [positions][filters]}, of this layer or of the pooling after it, to the bias gradient. */
    void addBiasGradient(float[][] gradient, int shard) {
        Maps.addTo(biasGradients[shard], gradient, conv.filters());
    }

    /** Receives the entries of an image's gradient from the max pooling. */
    SparseMaps sparseGradient(Scratch scratch) {
        return workspaces[scratch.worker].g;
    }

    @Override
    void beginShard(int shard) {
        for (float[] row : gradients[shard]) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(biasGradients[shard], 0);
    }

    @Override
    void forward(int image, int b, int epoch, Scratch scratch) {
        Workspace space = workspaces[scratch.worker];
        int slot = slot(b, scratch);
        space.x.setFrom(previous.y[slot]);
        conv.forward(previous.y[slot], space.x, space.forward, bias.parameters, y[slot]);
        if (activation != Activation.IDENTITY) {
            for (float[] map : y[slot]) {
                Activations.apply(activation, map, channels);
            }
        }
    }

    @Override
    void backward(int b, int shard, Scratch scratch) {
        Workspace space = workspaces[scratch.worker];
        int slot = slot(b, scratch);
        float[][] x = previous.y[slot];
        if (!pooled) {
            addBiasGradient(deltas[slot], shard);
        }
        if (!previous.needsGradient()) {
            space.x.setFrom(x);
            conv.byWeight(space.x, space.columns);
            addTo(gradients[shard], space.columns, deltas[slot], conv.filters());
            return;
        }
        if (!pooled) {
            space.g.setFrom(deltas[slot]);
        }
        conv.byFilter(space.g, space.columns);
        conv.windows(x, space.g, space.windows);
        addTo(gradients[shard], space.columns, space.windows, conv.filterSize());
        conv.backward(space.g, backwardRows, previous.deltas[slot]);
        previous.multiplyByActivationDerivative(slot);
    }

    private static void addTo(float[][] sums, SparseColumns columns, float[][] rows, int n) {
        for (int k = 0; k < sums.length; k++) {
            columns.addScaled(k, rows, sums[k], n);
        }
    }

    @Override
    int widestRow() {
        return Math.max(conv.filterSize(), conv.filters());
    }

    @Override
    int updateTasks() {
        return (conv.filters() + FILTERS_PER_TASK - 1) / FILTERS_PER_TASK + 1;
    }

    @Override
    void updateTask(int task, int size, int shards, ParameterUpdate update, Scratch scratch) {
        if (task == updateTasks() - 1) {
            sum(biasGradients, shards, scratch.row, conv.filters());
            update.apply(bias, scratch.row);
            return;
        }
        int from = task * FILTERS_PER_TASK;
        int to = Math.min(conv.filters(), from + FILTERS_PER_TASK);
        for (int f = from; f < to; f++) {
            if (!update.hasGradients()) {
                sumFilter(f, shards, scratch.row);
            }
            update.apply(filters[f], scratch.row);
        }
        copyWeights(from, to);
    }

    private void sumFilter(int f, int shards, float[] sum) {
        Arrays.fill(sum, 0, conv.filterSize(), 0);
        for (int s = 0; s < shards; s++) {
            if (previous.needsGradient()) {
                add(gradients[s][f], sum, conv.filterSize());
            } else {
                for (int k = 0; k < conv.filterSize(); k++) {
                    sum[k] += gradients[s][k][f];
                }
            }
        }
    }

    /** Sums the first {@code count} rows in order. */
    static void sum(float[][] rows, int count, float[] sum, int n) {
        Arrays.fill(sum, 0, n, 0);
        for (int s = 0; s < count; s++) {
            add(rows[s], sum, n);
        }
    }

    private static void add(float[] row, float[] sum, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += row[i];
        }
    }

    @Override
    void copyTo(float[] flat, Part part) {
        for (int f = 0; f < conv.filters(); f++) {
            reorder(flat, f, part.of(filters[f]), true);
        }
        System.arraycopy(part.of(bias), 0, flat, offset + conv.filters() * conv.filterSize(), conv.filters());
    }

    @Override
    void readFrom(float[] flat, Part part) {
        for (int f = 0; f < conv.filters(); f++) {
            reorder(flat, f, part.of(filters[f]), false);
        }
        System.arraycopy(flat, offset + conv.filters() * conv.filterSize(), part.of(bias), 0, conv.filters());
    }
}
