package org.mnist4j.dl4j;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.Initializer;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** For the bridge, whose networks Deeplearning4j initializes and trains. */
final class BridgeSettings implements Dl4jSettings {

    private final TrainingSettings training;
    private final boolean weightsFollow;

    /** @param weightsFollow whether weights are set afterwards, so that the initializers do not matter */
    BridgeSettings(TrainingSettings training, boolean weightsFollow) {
        this.training = training;
        this.weightsFollow = weightsFollow;
    }

    @Override
    public NeuralNetConfiguration.Builder network() {
        return new NeuralNetConfiguration.Builder().seed(training.seed()).updater(training.updater());
    }

    @Override
    public boolean takesAnyLayout() {
        return true;
    }

    @Override
    public ILossFunction loss() {
        return new LossMCXENT();
    }

    @Override
    public List<Regularization> regularization() {
        List<Regularization> regularization = new ArrayList<>(); // Deeplearning4j's transfer learning changes it
        if (training.weightDecay() > 0) {
            regularization.add(new WeightDecay(training.weightDecay(), true));
        }
        return regularization;
    }

    /** Deeplearning4j's number is the probability of keeping a value. */
    @Override
    public IDropout dropout(Dropout layer, int index) {
        return new org.deeplearning4j.nn.conf.dropout.Dropout(complement(layer.rate()));
    }

    /** {@code 1 - probability} in decimals: 0.8 for 0.2, and not 0.8000000000000000444. */
    static double complement(double probability) {
        return BigDecimal.ONE.subtract(BigDecimal.valueOf(probability)).doubleValue();
    }

    @Override
    public IWeightInit weights(Initializer initializer, String path, long in, long out) {
        return switch (initializer) {
            case HE_NORMAL -> WeightInit.RELU.getWeightInitFunction();
            case HE_UNIFORM -> uniform(Math.sqrt(6.0 / in));
            // Not XAVIER_UNIFORM, which divides a convolution's outputs by its stride.
            case XAVIER -> uniform(Math.sqrt(6.0 / (in + out)));
            case FAN_IN_UNIFORM -> {
                if (!weightsFollow) {
                    throw new BridgeException(
                            path,
                            "Deeplearning4j starts with equal biases, fanInUniform draws them; use heNormal, heUniform"
                                    + " or xavier");
                }
                yield uniform(1 / Math.sqrt(in));
            }
        };
    }

    private static IWeightInit uniform(double bound) {
        return new WeightInitDistribution(new UniformDistribution(-bound, bound));
    }
}
