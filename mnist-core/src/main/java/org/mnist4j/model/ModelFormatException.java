package org.mnist4j.model;

import org.jspecify.annotations.Nullable;
import org.mnist4j.storage.PrintableText;

/** Thrown for a file that is not a model this library can read, is damaged or has a newer format. */
public final class ModelFormatException extends RuntimeException {

    /** The problem with a model file; the names are stable. */
    public enum Reason {
        /** The file does not exist, is not a regular file or cannot be read. */
        FILE,
        /** The file is not a model of this library. */
        NOT_A_MODEL,
        /** The file violates the safetensors format. */
        STRUCTURE,
        /** A tensor is missing, unknown, or of a different type or shape from the configuration's. */
        TENSOR,
        /** The metadata is incomplete or contradicts the tensors. */
        METADATA,
        /** The format version is newer than this library reads. */
        VERSION,
        /** The content does not match its SHA-256: the file is damaged. */
        HASH_MISMATCH,
        /** A parameter is NaN or infinite. */
        NOT_FINITE,
        /** A running variance of batch normalization is below 0. */
        NEGATIVE_VARIANCE,
        /** The model of another library has a part that this library has no counterpart for. */
        UNSUPPORTED
    }

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 600;

    private final String source;
    private final Reason reason;

    /**
     * A problem with a file.
     *
     * @param source the file
     * @param reason the kind of problem
     * @param message what is wrong and what to do; shortened and put on one line
     */
    public ModelFormatException(String source, Reason reason, String message) {
        this(source, reason, message, null);
    }

    /**
     * A problem with a file.
     *
     * @param source the file
     * @param reason the kind of problem
     * @param message what is wrong and what to do; shortened and put on one line
     * @param cause what revealed it; null if it was found here
     */
    public ModelFormatException(String source, Reason reason, String message, @Nullable Throwable cause) {
        super(source + ": " + PrintableText.line(message, LONGEST), cause);
        this.source = source;
        this.reason = reason;
    }

    /** The file. */
    public String source() {
        return source;
    }

    /** The problem with it. */
    public Reason reason() {
        return reason;
    }
}
