package org.mnist4j.engine;

/** An array of parameters with the optimizer's state for each. */
final class ParameterSlots {
    final float[] parameters;
    final float[] first;
    final float[] second; // empty unless the optimizer needs it
    /** The moving average of the parameters; the parameters themselves without averaging over steps. */
    final float[] average;

    final float[] gradient; // with clipping, stored between the two passes; otherwise empty
    double squaredNorm; // of the stored gradient
    final boolean trained;
    final boolean decay;
    final Place place;

    /**
     * Reads the parameters, which are updated in place, and the optimizer's state from an engine state.
     *
     * @param parameters receives the parameters
     * @param place where they are in the flat layout
     * @param trained whether the optimizer updates them, see {@code TensorSpec.isTrained()}
     * @param decay whether weight decay applies, see {@code TensorSpec.decays()}
     */
    ParameterSlots(
            float[] parameters,
            Place place,
            EngineState state,
            ParameterUpdate update,
            boolean trained,
            boolean decay) {
        int n = parameters.length;
        this.parameters = parameters;
        this.first = new float[n];
        this.second = new float[update.hasSecondMoments() ? n : 0];
        this.average = trained && update.hasAverages() ? new float[n] : parameters;
        this.gradient = new float[trained && update.clips() ? n : 0];
        this.trained = trained;
        this.decay = decay;
        this.place = place;
        place.read(state.parameters(), parameters);
        place.read(state.firstMoments(), first);
        if (update.hasSecondMoments()) {
            place.read(state.secondMoments(), second);
        }
        if (trained && update.hasAverages()) {
            place.read(state.averages(), average);
        }
        update.register(this);
    }

    /** Reads the rows of a tensor of weights, each {@code distance} after the one before in the flat layout. */
    static ParameterSlots[] rows(float[][] rows, Place first, int distance, EngineState state, ParameterUpdate update) {
        ParameterSlots[] slots = new ParameterSlots[rows.length];
        for (int r = 0; r < rows.length; r++) {
            slots[r] = new ParameterSlots(rows[r], first.plus(r * distance), state, update, true, true);
        }
        return slots;
    }
}
