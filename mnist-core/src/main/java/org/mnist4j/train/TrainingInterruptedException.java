package org.mnist4j.train;

/** The training thread was interrupted; its interrupt flag is still set. */
public final class TrainingInterruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final int batch;

    TrainingInterruptedException(int epoch, int batch) {
        super("training was interrupted in epoch " + epoch + " before batch " + batch);
        this.epoch = epoch;
        this.batch = batch;
    }

    /** The epoch, from 1. */
    public int epoch() {
        return epoch;
    }

    /** The batch that was not begun, from 1 within the epoch. */
    public int batch() {
        return batch;
    }
}
