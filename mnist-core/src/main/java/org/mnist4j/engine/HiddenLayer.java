package org.mnist4j.engine;

import java.util.Arrays;
import org.mnist4j.kernel.Rows;
import org.mnist4j.kernel.WeightedSums;

/**
 * A dense layer after another layer. It stores its weights as one row per output, {@code [outputs][inputs]}, for the
 * backward pass and the weight gradient, and transposed for the forward pass, so that all three add whole rows.
 */
final class HiddenLayer extends LinearLayer {

    /** More weights do not stay in a processor's own cache; then each takes so long to read, about. */
    static final int CACHED_WEIGHTS = 1 << 18;

    private static final double NANOS_PER_WEIGHT = 0.13;

    /** Weight rows per update task: a few microseconds of work, and one cache line of the transpose. */
    static final int ROWS_PER_TASK = 16;

    private final NetworkLayer previous;
    private final float[][] weights; // [outputs][inputs]
    private final float[][] transposed; // [inputs][padded outputs]
    private final ParameterSlots[] rows; // the arrays of weights, [outputs]
    private final float[][] x; // [batchSize][inputs], the previous layer's output
    private final float[][] inputGradients; // [batchSize][inputs], the gradient with respect to its pre-activations

    HiddenLayer(NetworkLayer previous, LinearShape shape, EngineState state, int batchSize, ParameterUpdate update) {
        super(shape, state, batchSize, update);
        this.previous = previous;
        this.weights = new float[outputs][inputs];
        this.rows = ParameterSlots.rows(weights, Place.of(shape.offset(), inputs), inputs, state, update);
        this.transposed = Rows.padded(inputs, outputs);
        Rows.transpose(weights, 0, outputs, transposed, inputs);
        this.x = vectors(previous.y);
        this.inputGradients = vectors(previous.deltas);
    }

    @Override
    boolean takesVectors() {
        return true;
    }

    @Override
    void forward(int b, Scratch scratch) {
        WeightedSums sums = WeightedSums.current();
        scratch.sparse.setFrom(x[b], inputs);
        activate(sums, transposed, scratch.sparse, b, sums.columns(outputs));
    }

    @Override
    void forward(int begin, int end, Scratch scratch) {
        WeightedSums sums = WeightedSums.current();
        if (isSparse(sums, x, begin, end, inputs, outputs)) {
            super.forward(begin, end, scratch);
            return;
        }
        for (int b = begin; b < end; b++) {
            WeightedSums.start(bias.parameters, values[b], outputs);
        }
        int columns = sums.columns(outputs);
        sums.addProduct(x, begin, end, inputs, transposed, values, columns, scratch.block);
        for (int b = begin; b < end; b++) {
            sums.maps(columns).apply(activation, y[b], columns);
        }
    }

    @Override
    void backward(int begin, int end, int shard, Scratch scratch) {
        if (!previous.needsGradient()) {
            return;
        }
        WeightedSums sums = WeightedSums.current();
        for (int b = begin; b < end; b++) {
            Arrays.fill(inputGradients[b], 0);
        }
        if (isSparse(sums, gradients, begin, end, outputs, inputs)) {
            for (int b = begin; b < end; b++) {
                scratch.sparse.setFrom(gradients[b], outputs);
                Rows.addScaled(sums, weights, scratch.sparse, inputGradients[b], inputs);
            }
        } else {
            sums.addProduct(gradients, begin, end, outputs, weights, inputGradients, inputs, scratch.block);
        }
        for (int b = begin; b < end; b++) {
            previous.multiplyByActivationDerivative(b, scratch);
        }
    }

    private static boolean isSparse(WeightedSums sums, float[][] vectors, int begin, int end, int n, int columns) {
        if (end - begin < 3) {
            return true; // sums of several vectors at a time do not pay
        }
        int nonZero = 0;
        for (int b = begin; b < end; b += 2) {
            for (int i = 0; i < n; i++) {
                nonZero += vectors[b][i] != 0 ? 1 : 0;
            }
        }
        double entries = (double) nonZero / ((end - begin + 1) / 2);
        double sparse = sums.sparseTime(entries, columns);
        double dense = sums.denseTime(n, columns);
        if ((long) n * columns > CACHED_WEIGHTS) {
            // For each vector its rows are read from memory, for a product all rows once.
            sparse += entries * columns * NANOS_PER_WEIGHT;
            dense += (double) n * columns * NANOS_PER_WEIGHT / (end - begin);
        }
        return sparse < dense;
    }

    @Override
    int updateTasks() {
        return (outputs + ROWS_PER_TASK - 1) / ROWS_PER_TASK + 1;
    }

    @Override
    void updateTask(int task, int size, int shards, ParameterUpdate update, Scratch scratch) {
        if (task == updateTasks() - 1) {
            updateBias(size, update, scratch);
            return;
        }
        int first = task * ROWS_PER_TASK;
        int last = Math.min(outputs, first + ROWS_PER_TASK);
        if (update.hasGradients()) {
            for (int o = first; o < last; o++) {
                update.apply(rows[o], scratch.row);
            }
        } else {
            updateRows(first, last, size, update, scratch);
        }
        Rows.transpose(weights, first, last, transposed, inputs);
    }

    /** Sums the gradient of rows over the images, from non-zero gradients only or four rows at a time. */
    private void updateRows(int first, int last, int size, ParameterUpdate update, Scratch scratch) {
        float[][] columns = scratch.columns; // of the gradients, [rows][batchSize]
        int count = last - first;
        int nonZero = 0;
        for (int b = 0; b < size; b++) {
            for (int r = 0; r < count; r++) {
                columns[r][b] = gradients[b][first + r];
                nonZero += columns[r][b] != 0 ? 1 : 0;
            }
        }
        WeightedSums sums = WeightedSums.current();
        boolean sparse = sums.sparseTime((double) nonZero / count, inputs) < sums.denseTime(size, inputs);
        for (int r = 0; r < count; r++) {
            Arrays.fill(scratch.sums[r], 0, inputs, 0);
            if (sparse) {
                scratch.sparse.setFrom(columns[r], size);
                Rows.addScaled(sums, x, scratch.sparse, scratch.sums[r], inputs);
            }
        }
        if (!sparse) {
            sums.addProduct(columns, 0, count, size, x, scratch.sums, inputs, scratch.block);
        }
        for (int r = 0; r < count; r++) {
            update.apply(rows[first + r], scratch.sums[r]);
        }
    }
}
