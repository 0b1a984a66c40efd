package org.mnist4j.engine;

import java.util.Arrays;
import org.mnist4j.config.Activation;
import org.mnist4j.kernel.Convolution;
import org.mnist4j.kernel.ConvolutionSpace;
import org.mnist4j.kernel.Maps;
import org.mnist4j.kernel.Rows;
import org.mnist4j.kernel.WeightedSums;

/**
 * A convolution. Its weight gradient is summed per shard in the backward pass, and the shards' sums are added in order
 * when the filters are updated.
 */
final class ConvLayer extends NetworkLayer {

    /** Filters per update task: one cache line of the transposed weights. */
    private static final int FILTERS_PER_TASK = 16;

    private static final float[][] NOTHING = {};

    private final NetworkLayer previous;
    private final Convolution conv;
    private final boolean pooled;
    private final float[][] weights; // [filters][kernel * kernel * channels]
    private final ParameterSlots[] filters; // the same arrays
    private final ParameterSlots bias; // [filters]
    private final float[][] forward; // [kernel * kernel * channels][padded filters]
    private final float[][] backward; // [kernel * kernel * filters][padded channels], reversed; or empty
    private final float[][][] gradients; // [shards][filters][padded filterSize]
    private final float[][][] shardsOfFilter; // the same arrays, [filters][shards]
    private final float[][] biasGradients; // [shards][padded filters]
    private final ConvolutionSpace[] spaces; // [workers]

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
            EngineState state,
            int shards,
            int workers,
            ParameterUpdate update) {
        super(conv.outPositions(), conv.filters(), activation, previous.slots, true);
        this.previous = previous;
        this.conv = conv;
        this.pooled = pooled;
        this.weights = new float[conv.filters()][conv.filterSize()];
        int area = conv.kernel() * conv.kernel();
        Place first = new Place(offset, conv.channels(), area);
        this.filters = ParameterSlots.rows(weights, first, conv.filterSize(), state, update);
        Place end = Place.of(offset + conv.filters() * conv.filterSize(), conv.filters());
        this.bias = new ParameterSlots(new float[conv.filters()], end, state, update, true, false);
        boolean backwards = previous.needsGradient();
        this.forward = Rows.padded(conv.filterSize(), conv.filters());
        this.backward = Rows.padded(backwards ? area * conv.filters() : 0, conv.channels());
        this.gradients = new float[shards][conv.filters()][WeightedSums.padded(conv.filterSize())];
        this.shardsOfFilter = new float[conv.filters()][shards][];
        for (int s = 0; s < shards; s++) {
            for (int f = 0; f < conv.filters(); f++) {
                shardsOfFilter[f][s] = gradients[s][f];
            }
        }
        this.biasGradients = Rows.padded(shards, conv.filters());
        this.spaces = new ConvolutionSpace[workers];
        Arrays.setAll(spaces, worker -> ConvolutionSpace.forTraining(conv, backwards));
        copyWeights(0, conv.filters());
    }

    /** Copies the weights of some filters to the arrays of the forward and backward passes. */
    private void copyWeights(int from, int to) {
        Rows.transpose(weights, from, to, forward, conv.filterSize());
        if (previous.needsGradient()) {
            int area = conv.kernel() * conv.kernel();
            for (int k = 0; k < area; k++) {
                for (int f = from; f < to; f++) {
                    float[] row = backward[(area - 1 - k) * conv.filters() + f];
                    System.arraycopy(weights[f], k * conv.channels(), row, 0, conv.channels());
                }
            }
        }
    }

    /** Whether the next layer is max pooling with non-overlapping windows, which computes the bias gradient. */
    boolean isPooled() {
        return pooled;
    }

    /** Adds a gradient {@code [positions][filters]}, of this layer or of the pooling after it, to the bias gradient. */
    void addBiasGradient(float[][] gradient, int shard) {
        int columns = WeightedSums.current().columns(conv.filters());
        Maps.current(columns).add(gradient, biasGradients[shard], columns);
    }

    @Override
    void beginShard(int shard) {
        for (float[] row : gradients[shard]) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(biasGradients[shard], 0);
    }

    @Override
    void forward(int b, Scratch scratch) {
        float[][] maps = y[slot(b, scratch)];
        float[][] x = previous.y[previous.slot(b, scratch)];
        conv.forward(WeightedSums.current(), x, spaces[scratch.worker], forward, bias.parameters, activation, maps);
    }

    @Override
    void backward(int b, int shard, Scratch scratch) {
        ConvolutionSpace space = spaces[scratch.worker];
        float[][] x = previous.y[previous.slot(b, scratch)];
        float[][] g = deltas[gradientSlot(b, scratch)];
        if (!pooled) {
            addBiasGradient(g, shard);
        }
        boolean goesOn = previous.needsGradient();
        float[][] dx = goesOn ? previous.deltas[previous.gradientSlot(b, scratch)] : NOTHING;
        conv.backward(WeightedSums.current(), x, g, space, weights, backward, gradients[shard], dx);
        if (goesOn) {
            previous.multiplyByActivationDerivative(b, scratch);
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
                sum(shardsOfFilter[f], shards, scratch.row, conv.filterSize());
            }
            update.apply(filters[f], scratch.row);
        }
        copyWeights(from, to);
    }
}
