package org.mnist4j.train;

/** Why a training came to its end. */
public enum StopReason {
    /** All epochs of the configuration are done. */
    EPOCHS_DONE,
    /** The validation set's metric had not improved for as many epochs as early stopping waits. */
    EARLY_STOPPED
}
