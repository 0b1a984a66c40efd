package org.mnist4j.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of a run is missing, does not match its manifest, or is malformed. */
public final class RunFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The reasons; the names are stable. */
    public enum Reason {
        /** The file does not exist. */
        MISSING,
        /** The file is not a regular file, or cannot be read. */
        FILE,
        /** The file is larger than such a file may be. */
        LIMIT,
        /** The content is not UTF-8, not JSON, or has duplicate fields or trailing content. */
        SYNTAX,
        /** The format version is newer than this library reads. */
        VERSION,
        /** A field is missing, unknown, of another type, or out of range. */
        FIELD,
        /** Two parts of the run contradict each other. */
        CONTRADICTION,
        /** The content does not have the length and SHA-256 that the manifest records. */
        HASH_MISMATCH
    }

    private final String file;
    private final String field;
    private final Reason reason;
    private final String detail;

    RunFormatException(String file, String field, Reason reason, String message) {
        this(file, field, reason, message, null);
    }

    RunFormatException(String file, String field, Reason reason, String message, @Nullable Throwable cause) {
        super(file + ": " + (field.isEmpty() ? "" : field + ": ") + message, cause);
        this.file = file;
        this.field = field;
        this.reason = reason;
        this.detail = message;
    }

    /** This exception with the file's path instead of its name, for operations on more than one run. */
    RunFormatException in(Path directory) {
        return new RunFormatException(directory.resolve(file).toString(), field, reason, detail, getCause());
    }

    /** The file. */
    public String file() {
        return file;
    }

    /** Where in it, such as {@code data.test.fingerprint} or {@code line 3}; empty for the whole file. */
    public String field() {
        return field;
    }

    /** The reason. */
    public Reason reason() {
        return reason;
    }
}
