package org.mnist4j.run;

/** The result of a verification; the names are stable. */
public enum Verdict {
    /** Retraining gave the same parameters, bit for bit, and all values of the run follow from them. */
    REPRODUCED,
    /**
     * Retraining, where equal bits are not promised, gave different bits and an accuracy within the tolerance.
     */
    REPRODUCED_WITHIN_TOLERANCE,
    /** Retraining, or the run's own model, contradicts the run. */
    DIFFERS,
    /** A file does not match the manifest, or the parts of the run contradict each other. */
    TAMPERED,
    /** Something required for a verdict is missing. */
    CANNOT_VERIFY,
    /** All files match the manifest; retraining was not requested. */
    INTACT;

    /** Whether every requested check confirms the run. */
    public boolean holds() {
        return this == REPRODUCED || this == REPRODUCED_WITHIN_TOLERANCE || this == INTACT;
    }
}
