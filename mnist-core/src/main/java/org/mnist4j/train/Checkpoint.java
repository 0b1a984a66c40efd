package org.mnist4j.train;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
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
        DataIdentity train,
        Optional<DataIdentity> validation,
        String engine,
        TrainingProgress progress,
        EngineState state,
        EpochMemory memory) {

    /**
     * Which images a run uses.
     *
     * @param name for people; another name for the same images is no difference
     * @param size number of images
     * @param fingerprint of shape, class names, labels and pixels
     */
    record DataIdentity(String name, int size, String fingerprint) {

        static DataIdentity of(ImageDataset images) {
            return new DataIdentity(images.name(), images.size(), images.fingerprint());
        }

        static Optional<DataIdentity> ofNullable(@Nullable ImageDataset images) {
            return Optional.ofNullable(images).map(DataIdentity::of);
        }

        @Override
        public String toString() {
            return name + " (" + size + " images, fingerprint " + fingerprint + ")";
        }
    }

    /** Steps per epoch, a smaller last batch included. */
    int batchesPerEpoch() {
        int batchSize = config.training().batchSize();
        return (train.size() + batchSize - 1) / batchSize;
    }
}
