package org.mnist4j.engine;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.mnist4j.config.TensorSpec;

/** A network's parameters tensor by tensor, with their gradients, for an engine that has both flat in native memory. */
final class TensorSlots {

    private final ParameterUpdate.Slots[] tensors;
    private final float[][] gradients;
    private final int size;

    TensorSlots(List<TensorSpec> specs, EngineState state, ParameterUpdate update) {
        this.tensors = new ParameterUpdate.Slots[specs.size()];
        this.gradients = new float[specs.size()][];
        int at = 0;
        for (int k = 0; k < tensors.length; k++) {
            int n = specs.get(k).size();
            float[] parameters = Arrays.copyOfRange(state.parameters(), at, at + n);
            ParameterUpdate.Slots slots =
                    new ParameterUpdate.Slots(parameters, update, specs.get(k).decays());
            System.arraycopy(state.firstMoments(), at, slots.first, 0, n);
            if (slots.second.length > 0) {
                System.arraycopy(state.secondMoments(), at, slots.second, 0, n);
            }
            if (update.averages()) {
                System.arraycopy(state.averages(), at, slots.average, 0, n);
            }
            tensors[k] = slots;
            gradients[k] = new float[n];
            at += n;
        }
        this.size = at;
    }

    /** Reads the gradient of all parameters and multiplies it by a factor. */
    void takeGradient(FloatPointer flat, float factor) {
        int at = 0;
        for (float[] gradient : gradients) {
            flat.position(at).get(gradient, 0, gradient.length);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= factor;
            }
            at += gradient.length;
        }
        flat.position(0);
    }

    /** One step of every tensor. */
    void update(ParameterUpdate update) {
        for (int k = 0; k < tensors.length; k++) {
            update.apply(tensors[k], gradients[k]);
        }
    }

    void copyParametersTo(FloatPointer flat) {
        int at = 0;
        for (ParameterUpdate.Slots slots : tensors) {
            flat.position(at).put(slots.parameters, 0, slots.parameters.length);
            at += slots.parameters.length;
        }
        flat.position(0);
    }

    /** One array of every tensor's slots, one after the other; empty if the slots have no such thing. */
    float[] flat(LinearLayer.Part part) {
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
