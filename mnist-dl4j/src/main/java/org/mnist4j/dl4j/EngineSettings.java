package org.mnist4j.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInit;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.Initializer;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/** For the engine, which takes gradients only: its parameters, dropout factors and optimizer come from mnist-core. */
final class EngineSettings implements Dl4jSettings {

    private final RecordingCrossEntropy loss = new RecordingCrossEntropy();
    private final List<SeededDropout> dropouts = new ArrayList<>();

    @Override
    public NeuralNetConfiguration.Builder network() {
        return new NeuralNetConfiguration.Builder().updater(new NoOp());
    }

    @Override
    public boolean takesAnyLayout() {
        return false;
    }

    @Override
    public RecordingCrossEntropy loss() {
        return loss;
    }

    @Override
    public List<Regularization> regularization() {
        return List.of();
    }

    @Override
    public IDropout dropout(Dropout layer, int index) {
        SeededDropout seeded = new SeededDropout(index);
        dropouts.add(seeded);
        return seeded;
    }

    /** The dropouts, which have to be told which images come next. */
    List<SeededDropout> dropouts() {
        return dropouts;
    }

    @Override
    public IWeightInit weights(Initializer initializer, String path, long in, long out) {
        return WeightInit.ZERO.getWeightInitFunction();
    }
}
