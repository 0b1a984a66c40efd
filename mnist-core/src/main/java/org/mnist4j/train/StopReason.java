package org.mnist4j.train;

/** Why training stopped. */
public enum StopReason {
    /** All configured epochs are done. */
    EPOCHS_DONE,
    /** The validation metric had not improved for the patience of early stopping. */
    EARLY_STOPPED,
    /** The epoch of {@link Trainer#pauseAfter} is done; the run is not complete. */
    PAUSED
}
