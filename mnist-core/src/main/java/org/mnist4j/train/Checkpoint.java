package org.mnist4j.train;

import java.util.Optional;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.engine.EngineState;

/**
 * A run, stopped between two batches.
 *
 * @param config the experiment
 * @param train the training set
 * @param validation the validation set, if there is one
 * @param engine the engine's name
 * @param progress how far the run is
 * @param state what the engine carries on
 * @param memory what is remembered of the epochs that are complete
 */
record Checkpoint(
        ExperimentConfig config,
        DatasetIdentity train,
        Optional<DatasetIdentity> validation,
        String engine,
        TrainingProgress progress,
        EngineState state,
        EpochMemory memory) {

    /** Steps per epoch, a smaller last batch included. */
    int batchesPerEpoch() {
        int batchSize = config.training().batchSize();
        return (train.images() + batchSize - 1) / batchSize;
    }
}
