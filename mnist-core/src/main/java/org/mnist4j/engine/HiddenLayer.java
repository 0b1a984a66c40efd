package org.mnist4j.engine;

import java.util.Arrays;
import org.mnist4j.kernel.Rows;
import org.mnist4j.kernel.WeightedSums;

/**
 * A dense layer after another layer. It stores its weights as one row per output, {@code [outputs][inputs]}, for the
 * backward pass and the weight gradient, and transposed for the forward pass, so that all three add whole rows.
 */
final class HiddenLayer extends LinearLayer {

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
    void forward(int begin, int end, Scratch scratch) {
        WeightedSums sums = WeightedSums.current();
        int columns = sums.columns(outputs);
        for (int b = begin; b < end; b++) {
            WeightedSums.start(bias.parameters, values[b], outputs);
        }
        scratch.products.add(sums, x, begin, end, inputs, transposed, values, columns);
        for (int b = begin; b < end; b++) {
            sums.maps(columns).apply(activation, y[b], columns);
        }
    }

    @Override
    void backward(int begin, int end, int shard, Scratch scratch) {
        if (!previous.needsGradient()) {
            return;
        }
        for (int b = begin; b < end; b++) {
            Arrays.fill(inputGradients[b], 0);
        }
        scratch.products.add(WeightedSums.current(), gradients, begin, end, outputs, weights, inputGradients, inputs);
        for (int b = begin; b < end; b++) {
            previous.multiplyByActivationDerivative(b, scratch);
        }
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

    /** Sums the gradient of rows over the images and updates them. */
    private void updateRows(int first, int last, int size, ParameterUpdate update, Scratch scratch) {
        float[][] columns = scratch.columns; // of the gradients, [rows][batchSize]
        int count = last - first;
        for (int b = 0; b < size; b++) {
            for (int r = 0; r < count; r++) {
                columns[r][b] = gradients[b][first + r];
            }
        }
        for (int r = 0; r < count; r++) {
            Arrays.fill(scratch.sums[r], 0, inputs, 0);
        }
        scratch.products.add(WeightedSums.current(), columns, 0, count, size, x, scratch.sums, inputs);
        for (int r = 0; r < count; r++) {
            update.apply(rows[first + r], scratch.sums[r]);
        }
    }
}
