package org.mnist4j.engine;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Our {@link DropoutMask} in Deeplearning4j's place for dropout: the same factors forward and backward. */
final class SeededDropout implements IDropout {

    private static final long serialVersionUID = 1L;

    private final transient DropoutMask mask;
    private transient int[] order = {};
    private transient int from;
    private transient int to;
    private transient int epoch;

    SeededDropout(DropoutMask mask) {
        this.mask = mask;
    }

    /** Says which images the next batch holds. */
    void nextBatch(int[] newOrder, int newFrom, int newTo, int newEpoch) {
        order = newOrder;
        from = newFrom;
        to = newTo;
        epoch = newEpoch;
    }

    @Override
    public INDArray applyDropout(
            INDArray input, INDArray result, int iteration, int dl4jEpoch, LayerWorkspaceMgr workspaces) {
        return multiply(input, result);
    }

    @Override
    public INDArray backprop(INDArray gradientAtOutput, INDArray gradientAtInput, int iteration, int dl4jEpoch) {
        return multiply(gradientAtOutput, gradientAtInput);
    }

    private INDArray multiply(INDArray source, INDArray target) {
        int units = (int) source.size(1);
        float[] factors = new float[(to - from) * units];
        for (int i = from; i < to; i++) {
            mask.fill(epoch, order[i], factors, (i - from) * units, units);
        }
        try (INDArray matrix = Nd4j.create(factors, to - from, units)) {
            return source.muli(matrix, target);
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
