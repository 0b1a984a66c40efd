package org.mnist4j.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.mnist4j.config.Averaging;
import org.mnist4j.config.Averagings;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.LastEpochs;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.engine.FreshStatistics;
import org.mnist4j.engine.TrainingEngine;

/** The parameters of a run's model after an epoch: those of the engine, or an average of them. */
final class ModelWeights {

    private final ExperimentConfig config;
    private final TrainingEngine engine;
    private final ImageDataset train;
    private final int threads;
    private final Deque<float[]> lastEpochs; // oldest first; empty unless the model is their mean

    ModelWeights(ExperimentConfig config, TrainingEngine engine, ImageDataset train, int threads, EpochMemory memory) {
        this.config = config;
        this.engine = engine;
        this.train = train;
        this.threads = threads;
        this.lastEpochs = new ArrayDeque<>(memory.weights());
    }

    /** Called after the last step of each epoch. */
    void epochEnded() {
        if (config.training().averaging() instanceof LastEpochs last) {
            lastEpochs.addLast(engine.parameters());
            if (lastEpochs.size() > last.epochs()) {
                lastEpochs.removeFirst();
            }
        }
    }

    /** Returns a new array with the parameters of the model after the last completed epoch. */
    float[] current() {
        Averaging averaging = config.training().averaging();
        if (averaging.equals(Averagings.noAveraging())) {
            return engine.parameters();
        }
        float[] average = averaging instanceof LastEpochs ? mean() : engine.averagedParameters();
        return FreshStatistics.compute(config, average, train, threads);
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

    /** Returns the parameters to store in a checkpoint. */
    List<float[]> lastEpochs() {
        return List.copyOf(lastEpochs);
    }
}
