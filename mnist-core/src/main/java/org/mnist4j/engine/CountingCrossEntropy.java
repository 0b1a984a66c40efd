package org.mnist4j.engine;

import java.util.Arrays;
import org.mnist4j.kernel.Softmax;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Deeplearning4j's softmax cross-entropy, which also notes the loss in double precision and how many predictions were
 * right, so that no second forward pass is needed to know.
 */
final class CountingCrossEntropy extends LossMCXENT {

    private static final long serialVersionUID = 1L;

    private final transient LabelSmoothing smoothing;
    private transient int[] labels = {};
    private transient double lossSum;
    private transient int correct;

    CountingCrossEntropy(LabelSmoothing smoothing) {
        this.smoothing = smoothing;
    }

    /** Says which classes the next batch's images belong to: reading them back from native memory is slow. */
    void nextBatch(int[] newLabels) {
        labels = newLabels;
    }

    @Override
    public INDArray computeGradient(INDArray targets, INDArray preOutput, IActivation activation, INDArray mask) {
        count(preOutput.dup('c').data().asFloat());
        return super.computeGradient(targets, preOutput, activation, mask);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray targets, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return Pair.of(
                computeScore(targets, preOutput, activation, mask, average),
                computeGradient(targets, preOutput, activation, mask));
    }

    private void count(float[] logits) {
        int classes = logits.length / labels.length;
        lossSum = 0;
        correct = 0;
        for (int i = 0; i < labels.length; i++) {
            float[] row = Arrays.copyOfRange(logits, i * classes, (i + 1) * classes);
            correct += Softmax.argmax(row, classes) == labels[i] ? 1 : 0;
            lossSum += smoothing.loss(Softmax.probabilities(row, classes, new float[classes], 0), row, labels[i]);
        }
    }

    /** The sum over the last batch of the images' losses. */
    double lossSum() {
        return lossSum;
    }

    int correct() {
        return correct;
    }
}
