package org.mnist4j.train;

import java.util.List;

/**
 * How far a run is, and what it has measured: with the engine's state, all that its future depends on.
 *
 * @param history the epochs that are complete
 * @param batch batches that are done of the epoch after those
 * @param lossSum the sum over their images of the loss
 * @param correct how many of their images were classified correctly
 * @param epochSeconds wall-clock time they took
 * @param seconds wall-clock time of the run
 */
record TrainingProgress(
        List<EpochMetrics> history, int batch, double lossSum, long correct, double epochSeconds, double seconds) {

    static final TrainingProgress START = new TrainingProgress(List.of(), 0, 0, 0, 0, 0);

    TrainingProgress {
        history = List.copyOf(history);
    }

    /** How many steps have been made, if every epoch has so many batches. */
    long steps(int batchesPerEpoch) {
        return (long) history.size() * batchesPerEpoch + batch;
    }
}
