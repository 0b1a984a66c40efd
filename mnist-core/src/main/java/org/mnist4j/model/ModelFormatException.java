package org.mnist4j.model;

import org.mnist4j.storage.PrintableText;

/** A file is not a model of this library, is damaged, or has a newer format. */
public final class ModelFormatException extends RuntimeException {

    /** The reasons; the names are stable. */
    public enum Reason {
        /** The file does not exist, is not a regular file or cannot be read. */
        FILE,
        /** The file is something else. */
        NOT_A_MODEL,
        /** The safetensors container is malformed. */
        STRUCTURE,
        /** A tensor is missing, unknown, or of another type or shape than the configuration says. */
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
        NEGATIVE_VARIANCE
    }

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 600;

    private final String source;
    private final Reason reason;

    ModelFormatException(String source, Reason reason, String message) {
        this(source, reason, message, null);
    }

    ModelFormatException(
            String source, Reason reason, String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(source + ": " + PrintableText.line(message, LONGEST), cause);
        this.source = source;
        this.reason = reason;
    }

    /** The file. */
    public String source() {
        return source;
    }

    /** The reason. */
    public Reason reason() {
        return reason;
    }
}
