package org.mnist4j.engine;

import java.util.List;
import org.mnist4j.config.TensorSpec;

/** A network's parameters tensor by tensor, with their gradients, for an engine that has both as one flat array. */
final class TensorSlots {

    private final ParameterSlots[] tensors;
    private final float[][] gradients;

    TensorSlots(List<TensorSpec> specs, EngineState state, ParameterUpdate update) {
        this.tensors = new ParameterSlots[specs.size()];
        this.gradients = new float[specs.size()][];
        int at = 0;
        for (int k = 0; k < tensors.length; k++) {
            TensorSpec spec = specs.get(k);
            int n = spec.size();
            gradients[k] = new float[n];
            tensors[k] =
                    new ParameterSlots(new float[n], Place.of(at, n), state, update, spec.isTrained(), spec.decays());
            at += n;
        }
    }

    /** Reads the gradient of all tensors, one after the other. */
    void takeGradient(float[] flat) {
        for (int k = 0; k < tensors.length; k++) {
            tensors[k].place.read(flat, gradients[k]);
        }
    }

    /** Reads the tensors that the optimizer does not change. */
    void takeStatistics(float[] flat) {
        for (ParameterSlots slots : tensors) {
            if (!slots.trained) {
                slots.place.read(flat, slots.parameters);
            }
        }
    }

    /** One step of every tensor that is trained. */
    void update(ParameterUpdate update) {
        for (int k = 0; k < tensors.length; k++) {
            if (tensors[k].trained) {
                update.apply(tensors[k], gradients[k]);
            }
        }
    }
}
