package org.mnist4j.train;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The training thread was interrupted; its interrupt flag is still set. */
public final class TrainingInterruptedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final int batch;
    private final transient @Nullable Path checkpoint;

    TrainingInterruptedException(int epoch, int batch, @Nullable Path checkpoint) {
        super("training was interrupted in epoch " + epoch + " before batch " + batch
                + (checkpoint == null ? "" : "; resume it from " + checkpoint));
        this.epoch = epoch;
        this.batch = batch;
        this.checkpoint = checkpoint;
    }

    /** Returns the epoch, from 1. */
    public int epoch() {
        return epoch;
    }

    /** Returns the next batch, which was not started, from 1 within the epoch. */
    public int batch() {
        return batch;
    }

    /** Returns the checkpoint with everything up to that batch; empty if there is none. */
    public Optional<Path> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }
}
