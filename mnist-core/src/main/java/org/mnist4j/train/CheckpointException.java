package org.mnist4j.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mnist4j.storage.PrintableText;

/** A checkpoint that cannot be written, or that a run cannot continue from; checkpoints that are there are untouched. */
public final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 2_000;

    /** Why; the names are stable. */
    public enum Reason {
        /** There is no checkpoint to continue from. */
        NONE,
        /** A new run was begun in a folder that holds another's checkpoints. */
        EXISTS,
        /** Another run, perhaps in another process, is using the folder. */
        IN_USE,
        /** The checkpoint is of another experiment. */
        OTHER_CONFIG,
        /** The checkpoint is of a run on other images. */
        OTHER_DATA,
        /** There are checkpoints, and not one is intact. */
        DAMAGED,
        /** The checkpoint is of a format, or by an engine, that this library does not continue. */
        VERSION,
        /** The operating system refused to write or to read; the cause says why. */
        UNWRITABLE
    }

    private final transient Path path;
    private final Reason reason;

    CheckpointException(Path path, Reason reason, String message) {
        this(path, reason, message, null);
    }

    CheckpointException(Path path, Reason reason, String message, @Nullable Throwable cause) {
        super(path + ": " + PrintableText.line(message, LONGEST), cause);
        this.path = path;
        this.reason = reason;
    }

    /** The checkpoint, or the folder of checkpoints. */
    public Path path() {
        return path;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
