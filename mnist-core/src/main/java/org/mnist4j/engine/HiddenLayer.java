package org.mnist4j.engine;

import java.util.Arrays;
import org.mnist4j.kernel.Activations;
import org.mnist4j.kernel.Rows;
import org.mnist4j.kernel.SparseVector;

/**
 * A layer behind another one. It keeps its weights as one row per output, {@code [outputs][inputs]}, for the backward
 * pass and the gradient, and transposed for the forward pass, so that all three add whole rows.
 */
final class HiddenLayer extends LinearLayer {

    /** Rows of weights per update task: a few microseconds of work, and one cache line of the transpose. */
    private static final int ROWS_PER_TASK = 16;

    private final LinearLayer previous;
    private final int offset;
    private final float[][] weights; // [outputs][inputs]
    private final float[][] transposed; // [inputs][outputs]
    private final ParameterUpdate.Slots[] rows; // the arrays of weights, [outputs]
    private final float[][] x; // [batchSize][inputs], what the previous layer handed on, after dropout
    private final float[][] factors; // [batchSize][inputs], dropout's; empty without dropout

    HiddenLayer(LinearLayer previous, LinearShape shape, float[] parameters, int batchSize, ParameterUpdate update) {
        super(shape, parameters, batchSize, update);
        this.previous = previous;
        this.offset = shape.offset();
        this.weights = Rows.split(parameters, offset, outputs, inputs);
        this.transposed = new float[inputs][outputs];
        Rows.transpose(weights, 0, outputs, transposed, inputs);
        this.rows = slots(weights, update);
        boolean drops = !dropouts.isEmpty();
        this.x = drops ? new float[batchSize][inputs] : previous.y;
        this.factors = drops ? new float[batchSize][inputs] : new float[0][];
    }

    void forward(int image, int b, int epoch, Scratch scratch) {
        if (!dropouts.isEmpty()) {
            fillFactors(epoch, image, factors[b], scratch);
            multiply(previous.y[b], factors[b], x[b], inputs);
        }
        scratch.sparse.setFrom(x[b], inputs);
        activate(transposed, scratch.sparse, y[b]);
    }

    /** From the gradient at this layer's weighted sums to that at the previous layer's. */
    void backward(int b, Scratch scratch) {
        float[] gradient = previous.deltas[b];
        Arrays.fill(gradient, 0);
        scratch.sparse.setFrom(deltas[b], outputs);
        Rows.addScaled(weights, scratch.sparse, gradient, inputs);
        if (!dropouts.isEmpty()) {
            multiply(gradient, factors[b], gradient, inputs);
        }
        Activations.multiplyByDerivative(previous.activation, previous.y[b], gradient, inputs);
    }

    private static void multiply(float[] a, float[] b, float[] product, int n) {
        for (int i = 0; i < n; i++) {
            product[i] = a[i] * b[i];
        }
    }

    private int rowTasks() {
        return (outputs + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
    }

    @Override
    int updateTasks() {
        return rowTasks() + 1;
    }

    @Override
    void updateTask(int task, int size, ParameterUpdate update, Scratch scratch) {
        if (task == rowTasks()) {
            updateBias(size, update, scratch);
            return;
        }
        int first = task * ROWS_PER_TASK;
        int last = Math.min(outputs, first + ROWS_PER_TASK);
        SparseVector entries = scratch.sparse;
        for (int o = first; o < last; o++) {
            entries.clear();
            for (int b = 0; b < size; b++) {
                if (deltas[b][o] != 0) {
                    entries.append(b, deltas[b][o]);
                }
            }
            updateRow(rows[o], x, entries, update, scratch);
        }
        Rows.transpose(weights, first, last, transposed, inputs);
    }

    @Override
    void copyTo(float[] flat, Part part) {
        for (int o = 0; o < outputs; o++) {
            float[] row = part.of(rows[o]);
            System.arraycopy(row, 0, flat, offset + o * inputs, row.length);
        }
        float[] biases = part.of(bias);
        System.arraycopy(biases, 0, flat, offset + inputs * outputs, biases.length);
    }

    @Override
    void restore(EngineState state) {
        restore(state.firstMoments(), slots -> slots.first);
        if (state.secondMoments().length > 0) {
            restore(state.secondMoments(), slots -> slots.second);
        }
        if (state.averages().length > 0) {
            restore(state.averages(), slots -> slots.average);
        }
    }

    private void restore(float[] flat, Part part) {
        for (int o = 0; o < outputs; o++) {
            float[] row = part.of(rows[o]);
            System.arraycopy(flat, offset + o * inputs, row, 0, row.length);
        }
        float[] biases = part.of(bias);
        System.arraycopy(flat, offset + inputs * outputs, biases, 0, biases.length);
    }
}
