package org.mnist4j.engine;

import java.util.Arrays;
import org.mnist4j.kernel.Rows;
import org.mnist4j.kernel.SparseVector;

/**
 * A dense layer after another layer. It stores its weights as one row per output, {@code [outputs][inputs]}, for the
 * backward pass and the weight gradient, and transposed for the forward pass, so that all three add whole rows.
 */
final class HiddenLayer extends LinearLayer {

    /** Weight rows per update task: a few microseconds of work, and one cache line of the transpose. */
    private static final int ROWS_PER_TASK = 16;

    private final NetworkLayer previous;
    private final int offset;
    private final float[][] weights; // [outputs][inputs]
    private final float[][] transposed; // [inputs][outputs]
    private final ParameterUpdate.Slots[] rows; // the arrays of weights, [outputs]
    private final float[][] x; // [batchSize][inputs], the previous layer's output

    HiddenLayer(NetworkLayer previous, LinearShape shape, float[] parameters, int batchSize, ParameterUpdate update) {
        super(shape, parameters, batchSize, update);
        this.previous = previous;
        this.offset = shape.offset();
        this.weights = Rows.split(parameters, offset, outputs, inputs);
        this.transposed = new float[inputs][outputs];
        Rows.transpose(weights, 0, outputs, transposed, inputs);
        this.rows = slots(weights, update);
        this.x = vectors(previous.y);
    }

    @Override
    void forward(int image, int b, int epoch, Scratch scratch) {
        scratch.sparse.setFrom(x[b], inputs);
        activate(transposed, scratch.sparse, values[b]);
    }

    @Override
    void backward(int b, int shard, Scratch scratch) {
        if (previous.needsGradient()) {
            float[] gradient = previous.deltas[b][0];
            Arrays.fill(gradient, 0);
            scratch.sparse.setFrom(gradients[b], outputs);
            Rows.addScaled(weights, scratch.sparse, gradient, inputs);
            previous.multiplyByActivationDerivative(b);
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
    void updateTask(int task, int size, int shards, ParameterUpdate update, Scratch scratch) {
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
                if (gradients[b][o] != 0) {
                    entries.append(b, gradients[b][o]);
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
    void readFrom(float[] flat, Part part) {
        for (int o = 0; o < outputs; o++) {
            float[] row = part.of(rows[o]);
            System.arraycopy(flat, offset + o * inputs, row, 0, row.length);
        }
        float[] biases = part.of(bias);
        System.arraycopy(flat, offset + inputs * outputs, biases, 0, biases.length);
    }
}
