package org.mnist4j.dl4j;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.mnist4j.spi.TrainingBatch;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The batch's dropout factors as Deeplearning4j's dropout: the same in the forward and the backward pass. */
final class SeededDropout implements IDropout {

    private static final long serialVersionUID = 1L;

    private final int layer;
    private transient @Nullable TrainingBatch batch;

    /** @param layer the dropout layer's index in the configuration */
    SeededDropout(int layer) {
        this.layer = layer;
    }

    /** Sets the batch whose factors are used from now on. */
    void nextBatch(TrainingBatch next) {
        batch = next;
    }

    @Override
    public INDArray applyDropout(
            INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
        return multiply(input, result);
    }

    @Override
    public INDArray backprop(INDArray gradientAtOutput, INDArray gradientAtInput, int iteration, int epoch) {
        return multiply(gradientAtOutput, gradientAtInput);
    }

    private INDArray multiply(INDArray source, INDArray target) {
        TrainingBatch current = batch;
        if (current == null) {
            throw new IllegalStateException("dropout has no batch");
        }
        int size = current.size();
        int units = (int) (source.length() / size);
        int channels = (int) source.size(1);
        int positions = units / channels;
        float[] factors = new float[size * units];
        float[] one = new float[units];
        for (int i = 0; i < size; i++) {
            current.dropoutFactors(layer, i, one);
            // From channels last to channels first; a vector is one position.
            for (int unit = 0; unit < units; unit++) {
                factors[i * units + unit % channels * positions + unit / channels] = one[unit];
            }
        }
        try (INDArray array = Nd4j.create(factors, source.shape())) {
            return source.muli(array, target);
        }
    }

    @Override
    public void clear() {}

    /** The same object: Deeplearning4j copies configurations, and each copy must see the next batch. */
    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public IDropout clone() {
        return this;
    }
}
