package org.mnist4j.engine;

import java.util.Arrays;
import org.mnist4j.config.Activation;

/**
 * A dense layer, {@code y = f(W x + b)}. An update task handles a few parameter rows over the whole batch.
 */
abstract class LinearLayer extends NetworkLayer {

    final int inputs;
    final int outputs;
    final float[][] values; // [batchSize][padded outputs], y without the position
    final float[][] gradients; // [batchSize][padded outputs], deltas without the position
    final ParameterSlots bias; // [outputs]

    LinearLayer(LinearShape shape, EngineState state, int batchSize, ParameterUpdate update) {
        super(1, shape.outputs(), shape.activation(), Slots.perImage(batchSize), true);
        this.inputs = shape.inputs();
        this.outputs = shape.outputs();
        this.values = vectors(y);
        this.gradients = vectors(deltas);
        Place place = Place.of(shape.offset() + inputs * outputs, outputs);
        this.bias = new ParameterSlots(new float[outputs], place, state, update, true, false);
    }

    /** Returns the vectors of maps with a single position. */
    static float[][] vectors(float[][][] maps) {
        return Arrays.stream(maps).map(map -> map[0]).toArray(float[][]::new);
    }

    /**
     * A layer's shape and its position in the flat parameters.
     *
     * @param inputs the number of inputs
     * @param outputs the number of outputs
     * @param activation applied to the pre-activations
     * @param offset where its weights {@code [outputs][inputs]} start in the flat parameters; the bias follows
     */
    record LinearShape(int inputs, int outputs, Activation activation, int offset) {}

    @Override
    final int widestRow() {
        return Math.max(inputs, outputs);
    }

    final void updateBias(int size, ParameterUpdate update, Scratch scratch) {
        sum(gradients, size, scratch.row, outputs);
        update.apply(bias, scratch.row);
    }
}
