package org.mnist4j.engine;

import java.util.Arrays;
import java.util.List;
import org.mnist4j.config.Activation;
import org.mnist4j.kernel.Activations;
import org.mnist4j.kernel.Rows;
import org.mnist4j.kernel.SparseVector;

/**
 * A dense layer, {@code y = f(W x + b)}, with the buffers of one batch and the dropouts before it.
 *
 * <p>Forward and backward handle one image and touch nothing of another's. Updates handle a few rows of parameters over
 * the whole batch. Either may run on any thread.
 */
abstract sealed class LinearLayer permits PixelLayer, HiddenLayer {

    final int inputs;
    final int outputs;
    final Activation activation;
    final List<DropoutMask> dropouts;
    final float[][] y; // [batchSize][outputs], after the activation
    final float[][] deltas; // [batchSize][outputs], gradient of the mean loss at the weighted sums
    final ParameterUpdate.Slots bias; // [outputs]

    LinearLayer(LinearShape shape, float[] parameters, int batchSize, ParameterUpdate update) {
        this.inputs = shape.inputs();
        this.outputs = shape.outputs();
        this.activation = shape.activation();
        this.dropouts = shape.dropouts();
        this.y = new float[batchSize][outputs];
        this.deltas = new float[batchSize][outputs];
        int biasAt = shape.offset() + inputs * outputs;
        this.bias = new ParameterUpdate.Slots(Arrays.copyOfRange(parameters, biasAt, biasAt + outputs), update, false);
    }

    /**
     * A layer's place in the network.
     *
     * @param inputs values per image
     * @param outputs values per image
     * @param activation applied to the weighted sums
     * @param dropouts applied to the inputs, in order
     * @param offset where its weights {@code [outputs][inputs]} begin in the flat parameters; the bias follows
     */
    record LinearShape(int inputs, int outputs, Activation activation, List<DropoutMask> dropouts, int offset) {}

    /** How many tasks {@link #updateTask} has. */
    abstract int updateTasks();

    /** Sums the gradient of the task's rows over the batch's {@code size} images and updates them. */
    abstract void updateTask(int task, int size, ParameterUpdate update, Scratch scratch);

    /** Writes one array of each slots: for weights {@code [outputs][inputs]}, then for the bias, from the offset on. */
    abstract void copyTo(float[] flat, Part part);

    /** Reads back what {@link #copyTo} has written of the moments. */
    abstract void restore(EngineState state);

    /** Chooses one of a slots' arrays. */
    interface Part {
        float[] of(ParameterUpdate.Slots slots);
    }

    /** {@code f(b + sum of x_i times the weights of input i)} for one image; {@code weights} is {@code [inputs][outputs]}. */
    final void activate(float[][] weights, SparseVector x, float[] target) {
        System.arraycopy(bias.parameters, 0, target, 0, outputs);
        Rows.addScaled(weights, x, target, outputs);
        Activations.apply(activation, target, outputs);
    }

    /** The product of all dropouts' factors for one image: {@code [inputs]}, in {@code factors}. */
    final void fillFactors(int epoch, int image, float[] factors, Scratch scratch) {
        dropouts.get(0).fill(epoch, image, factors, 0, inputs);
        for (int d = 1; d < dropouts.size(); d++) {
            dropouts.get(d).fill(epoch, image, scratch.row, 0, inputs);
            for (int i = 0; i < inputs; i++) {
                factors[i] *= scratch.row[i];
            }
        }
    }

    final void updateBias(int size, ParameterUpdate update, Scratch scratch) {
        scratch.sparse.clear();
        for (int b = 0; b < size; b++) {
            scratch.sparse.append(b, 1);
        }
        updateRow(bias, deltas, scratch.sparse, update, scratch);
    }

    /** Updates one array of parameters, whose gradient is the sum of {@code entries} times {@code rows}. */
    static void updateRow(
            ParameterUpdate.Slots slots,
            float[][] rows,
            SparseVector entries,
            ParameterUpdate update,
            Scratch scratch) {
        if (!update.hasGradients()) {
            int n = slots.parameters.length;
            Arrays.fill(scratch.row, 0, n, 0);
            Rows.addScaled(rows, entries, scratch.row, n);
        }
        update.apply(slots, scratch.row);
    }

    static ParameterUpdate.Slots[] slots(float[][] rows, ParameterUpdate update) {
        return Arrays.stream(rows)
                .map(row -> new ParameterUpdate.Slots(row, update, true))
                .toArray(ParameterUpdate.Slots[]::new);
    }
}
