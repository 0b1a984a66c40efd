package org.mnist4j.engine;

import java.util.Arrays;
import java.util.List;
import org.mnist4j.config.TensorSpec;

/** A network's parameters tensor by tensor, with their gradients, for an engine that has both as one flat array. */
final class TensorSlots {

    private final ParameterUpdate.Slots[] tensors;
    private final float[][] gradients;
    private final boolean[] trained;
    private final int size;

    TensorSlots(List<TensorSpec> specs, EngineState state, ParameterUpdate update) {
        this.tensors = new ParameterUpdate.Slots[specs.size()];
        this.gradients = new float[specs.size()][];
        this.trained = new boolean[specs.size()];
        int at = 0;
        for (int k = 0; k < tensors.length; k++) {
            trained[k] = specs.get(k).isTrained();
            int n = specs.get(k).size();
            float[] parameters = Arrays.copyOfRange(state.parameters(), at, at + n);
            ParameterUpdate.Slots slots =
                    new ParameterUpdate.Slots(parameters, update, specs.get(k).decays());
            System.arraycopy(state.firstMoments(), at, slots.first, 0, n);
            if (slots.second.length > 0) {
                System.arraycopy(state.secondMoments(), at, slots.second, 0, n);
            }
            if (update.hasAverages()) {
                System.arraycopy(state.averages(), at, slots.average, 0, n);
            }
            tensors[k] = slots;
            gradients[k] = new float[n];
            at += n;
        }
        this.size = at;
    }

    /** Reads the gradient of all tensors, one after the other. */
    void takeGradient(float[] flat) {
        int at = 0;
        for (float[] gradient : gradients) {
            System.arraycopy(flat, at, gradient, 0, gradient.length);
            at += gradient.length;
        }
    }

    /** Reads the tensors that the optimizer does not change. */
    void takeStatistics(float[] flat) {
        int at = 0;
        for (int k = 0; k < tensors.length; k++) {
            if (!trained[k]) {
                System.arraycopy(flat, at, tensors[k].parameters, 0, gradients[k].length);
                System.arraycopy(flat, at, tensors[k].average, 0, gradients[k].length);
            }
            at += gradients[k].length;
        }
    }

    /** One step of every tensor that is trained. */
    void update(ParameterUpdate update) {
        for (int k = 0; k < tensors.length; k++) {
            if (trained[k]) {
                update.apply(tensors[k], gradients[k]);
            }
        }
    }

    /** One array of every tensor's slots, one after the other; empty if the slots have no such thing. */
    float[] flat(NetworkLayer.Part part) {
        float[] flat = new float[size];
        int at = 0;
        for (ParameterUpdate.Slots slots : tensors) {
            float[] values = part.of(slots);
            System.arraycopy(values, 0, flat, at, values.length);
            at += values.length;
        }
        return at == 0 ? new float[0] : flat;
    }
}
