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
        int size = to - from;
        int units = (int) (source.length() / size);
        int channels = (int) source.size(1);
        int positions = units / channels;
        float[] factors = new float[size * units];
        float[] one = new float[units];
        for (int i = 0; i < size; i++) {
            mask.fill(epoch, order[from + i], one, 0, units);
            // Ours is channels last, theirs channels first; a vector is one position.
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
