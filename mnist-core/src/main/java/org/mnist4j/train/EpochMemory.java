package org.mnist4j.train;

import java.util.List;

/**
 * What a run remembers of its epochs besides their metrics. The arrays are parameters in the layout of {@code
 * NetworkSummary.tensors()}; they are not copied, and nobody changes them.
 */
final class EpochMemory {

    static final EpochMemory NONE = new EpochMemory(List.of(), List.of(), new float[0]);

    private final List<float[]> weights;
    private final List<Double> scores;
    private final float[] best;

    /**
     * @param weights the parameters at the ends of the last epochs, oldest first, where their mean is the model's
     * @param scores the metric of early stopping after each epoch; empty without it
     * @param best the best epoch's model; empty if it is not to be restored, or there was no epoch yet
     */
    EpochMemory(List<float[]> weights, List<Double> scores, float[] best) {
        this.weights = List.copyOf(weights);
        this.scores = List.copyOf(scores);
        this.best = best;
    }

    List<float[]> weights() {
        return weights;
    }

    List<Double> scores() {
        return scores;
    }

    float[] best() {
        return best;
    }
}
