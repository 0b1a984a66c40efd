package org.mnist4j.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.mnist4j.config.Averaging;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.LastEpochs;
import org.mnist4j.config.NoAveraging;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.engine.TrainingEngine;

/** The parameters that a run's model has after an epoch: those of the engine, or an average of them. */
final class ModelWeights {

    private final Averaging averaging;
    private final TrainingEngine engine;
    private final ImageDataset train;
    private final Deque<float[]> lastEpochs; // oldest first; empty unless their mean is asked for

    ModelWeights(ExperimentConfig config, TrainingEngine engine, ImageDataset train, EpochMemory memory) {
        this.averaging = config.training().averaging();
        this.engine = engine;
        this.train = train;
        this.lastEpochs = new ArrayDeque<>(memory.weights());
    }

    /** Call it once after each epoch's last step. */
    void epochEnded() {
        if (averaging instanceof LastEpochs last) {
            lastEpochs.addLast(engine.parameters());
            if (lastEpochs.size() > last.epochs()) {
                lastEpochs.removeFirst();
            }
        }
    }

    /** What the model after the last epoch that ended is made of; nobody else's array. */
    float[] current() {
        if (averaging instanceof NoAveraging) {
            return engine.parameters();
        }
        float[] average = averaging instanceof LastEpochs ? mean() : engine.averagedParameters();
        return engine.withFreshStatistics(average, train);
    }

    private float[] mean() {
        float[] mean = new float[lastEpochs.getLast().length];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (float[] epoch : lastEpochs) {
                sum += epoch[i];
            }
            mean[i] = (float) (sum / lastEpochs.size());
        }
        return mean;
    }

    /** What a checkpoint keeps. */
    List<float[]> lastEpochs() {
        return List.copyOf(lastEpochs);
    }
}
