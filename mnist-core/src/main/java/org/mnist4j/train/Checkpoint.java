package org.mnist4j.train;

import java.util.Optional;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.engine.EngineState;

/**
 * The state of a run between two batches.
 *
 * @param config the experiment
 * @param train the training set
 * @param validation the validation set, if there is one
 * @param engine the engine's name
 * @param progress the progress of the run
 * @param state the state of the engine
 * @param memory the state kept of the completed epochs
 */
record Checkpoint(
        ExperimentConfig config,
        DatasetIdentity train,
        Optional<DatasetIdentity> validation,
        String engine,
        TrainingProgress progress,
        EngineState state,
        EpochMemory memory) {

    /** Returns the number of steps per epoch, including a smaller last batch. */
    int batchesPerEpoch() {
        int batchSize = config.training().batchSize();
        return (train.images() + batchSize - 1) / batchSize;
    }
}
