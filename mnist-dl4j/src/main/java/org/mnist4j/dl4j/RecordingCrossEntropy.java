package org.mnist4j.dl4j;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Deeplearning4j's softmax cross-entropy, which also keeps the logits, so that no second forward pass is needed for them. */
final class RecordingCrossEntropy extends LossMCXENT {

    private static final long serialVersionUID = 1L;

    private transient float[] logits = {};

    @Override
    public INDArray computeGradient(INDArray targets, INDArray preOutput, IActivation activation, INDArray mask) {
        logits = preOutput.dup('c').data().asFloat();
        return super.computeGradient(targets, preOutput, activation, mask);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray targets, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return Pair.of(
                computeScore(targets, preOutput, activation, mask, average),
                computeGradient(targets, preOutput, activation, mask));
    }

    /** The last batch's logits, {@code [images][classes]}. */
    float[] logits() {
        return logits;
    }
}
