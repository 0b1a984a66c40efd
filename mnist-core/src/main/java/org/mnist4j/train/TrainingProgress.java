package org.mnist4j.train;

import java.util.List;

/**
 * The progress and the metrics of a run.
 *
 * @param history the completed epochs
 * @param batch the number of batches done in the current epoch
 * @param lossSum the sum of the loss over the images of these batches
 * @param correct the number of correct predictions among these images
 * @param epochSeconds wall-clock time of these batches
 * @param seconds wall-clock time of the run
 */
record TrainingProgress(
        List<EpochMetrics> history, int batch, double lossSum, long correct, double epochSeconds, double seconds) {

    static final TrainingProgress START = new TrainingProgress(List.of(), 0, 0, 0, 0, 0);

    TrainingProgress {
        history = List.copyOf(history);
    }

    /** Returns the number of training steps done, given the number of batches per epoch. */
    long steps(int batchesPerEpoch) {
        return (long) history.size() * batchesPerEpoch + batch;
    }
}
