package org.mnist4j.engine;

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

    private transient double lossSum;
    private transient int correct;

    @Override
    public INDArray computeGradient(INDArray labels, INDArray preOutput, IActivation activation, INDArray mask) {
        count(labels.toFloatMatrix(), preOutput.toFloatMatrix());
        return super.computeGradient(labels, preOutput, activation, mask);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, INDArray mask, boolean average) {
        return Pair.of(
                computeScore(labels, preOutput, activation, mask, average),
                computeGradient(labels, preOutput, activation, mask));
    }

    private void count(float[][] labels, float[][] logits) {
        lossSum = 0;
        correct = 0;
        for (int i = 0; i < labels.length; i++) {
            int label = argmax(labels[i]);
            int predicted = argmax(logits[i]);
            correct += predicted == label ? 1 : 0;
            double sum = 0;
            for (float logit : logits[i]) {
                sum += Math.exp(logit - logits[i][predicted]);
            }
            lossSum += Math.log(sum) - (logits[i][label] - logits[i][predicted]);
        }
    }

    private static int argmax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The sum over the last batch of {@code -ln p(true class)}. */
    double lossSum() {
        return lossSum;
    }

    int correct() {
        return correct;
    }
}
