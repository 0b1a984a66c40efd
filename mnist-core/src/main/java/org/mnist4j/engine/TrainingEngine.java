package org.mnist4j.engine;

import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;

/**
 * Trains the parameters of one network, step by step. An engine belongs to one thread at a time and holds native memory
 * until it is closed.
 */
public interface TrainingEngine extends AutoCloseable {

    /** The engine's name in configurations and reports. */
    String name();

    /**
     * The processor type for which an engine's native code chose its kernels, such as {@code HASWELL}: it gives the
     * same bits where this is the same. {@code not used} for an engine without native code, {@code unknown} if it
     * cannot be determined.
     */
    default String blasCore() {
        return "not used";
    }

    /** The smallest batch that the engine can compute. */
    default int smallestBatch() {
        return 1;
    }

    /**
     * Makes one optimizer step on the images {@code order[from]} to {@code order[to - 1]}.
     *
     * @param images the training images, pixels scaled to [0, 1] by the engine
     * @param order image indices of the whole epoch
     * @param from first position of the batch in {@code order}
     * @param to one after its last position
     * @param epoch the epoch, from 1: with the image's index it decides how augmentation changes the image and
     *     what dropout drops
     * @return the mean loss over the batch, before the step; of smoothed labels, where the experiment smooths them
     */
    double step(ImageDataset images, int[] order, int from, int to, int epoch);

    /** How many images of the last batch were classified correctly, before the step. */
    int correct();

    /** A copy of all parameters, in the order and layout of {@code NetworkSummary.tensors()}. */
    float[] parameters();

    /**
     * A copy of the moving average of the parameters, where the experiment asks for one, otherwise of the parameters.
     */
    float[] averagedParameters();

    /**
     * A copy of all that the next steps depend on; {@link Engines#open(ExperimentConfig, int, EngineState)} goes on.
     */
    EngineState state();

    @Override
    void close();
}
