package org.mnist4j.run;

/** What a verification comes to; the names are stable. */
public enum Verdict {
    /** Training again gave the same parameters, bit for bit, and everything the run says follows from them. */
    REPRODUCED,
    /**
     * Training again, where equal bits are not promised, gave other bits and an accuracy that differs by no more than chance
     * allows.
     */
    REPRODUCED_WITHIN_TOLERANCE,
    /** Training again, or the run's own model, gave something else than the run says. */
    DIFFERS,
    /** A file is not what the manifest says, or the parts of the run contradict each other. */
    TAMPERED,
    /** Something that is needed for a verdict is missing. */
    CANNOT_VERIFY,
    /** All files are what the manifest says; whether that is true was not asked for. */
    INTACT;

    /** Whether everything that was asked for is as the run says. */
    public boolean holds() {
        return this == REPRODUCED || this == REPRODUCED_WITHIN_TOLERANCE || this == INTACT;
    }
}
