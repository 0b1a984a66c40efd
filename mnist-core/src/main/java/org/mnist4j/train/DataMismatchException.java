package org.mnist4j.train;

/** The images cannot be used for the experiment, although both are valid; the message says what to change. */
public final class DataMismatchException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message what does not fit, and what to change */
    public DataMismatchException(String message) {
        super(message);
    }
}
