package org.mnist4j.train;

import java.util.List;

/**
 * What a run keeps of its completed epochs besides their metrics. The arrays are parameters in the layout of {@code
 * NetworkSummary.tensors()}; they are not copied and must not be modified.
 */
final class EpochMemory {

    static final EpochMemory NONE = new EpochMemory(List.of(), List.of(), new float[0]);

    private final List<float[]> weights;
    private final List<Double> scores;
    private final float[] best;

    /**
     * @param weights the parameters after each of the last epochs, oldest first; empty unless the model is their mean
     * @param scores the metric of early stopping after each epoch; empty without it
     * @param best the best epoch's parameters; empty if they will not be restored, or before the first epoch has ended
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
