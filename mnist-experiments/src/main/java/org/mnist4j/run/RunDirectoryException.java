package org.mnist4j.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A folder that cannot become a run directory; its previous content is untouched. */
public final class RunDirectoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The reasons; the names are stable. */
    public enum Reason {
        /** A run exists already, and overwriting was not requested. */
        EXISTS,
        /** The folder is not a run, or contains other files too, and is never overwritten. */
        NOT_A_RUN,
        /** Nothing can be written there; the cause says why. */
        UNWRITABLE,
        /** The operating system refused while the run was being written, such as for a full disk; the cause says why. */
        WRITE_FAILED
    }

    private final transient Path directory;
    private final Reason reason;

    RunDirectoryException(Path directory, Reason reason, String message) {
        this(directory, reason, message, null);
    }

    RunDirectoryException(Path directory, Reason reason, String message, @Nullable Throwable cause) {
        super(directory + ": " + message, cause);
        this.directory = directory;
        this.reason = reason;
    }

    /** The requested folder. */
    public Path directory() {
        return directory;
    }

    /** Why it was refused. */
    public Reason reason() {
        return reason;
    }
}
