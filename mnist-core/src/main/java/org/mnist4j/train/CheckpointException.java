package org.mnist4j.train;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mnist4j.storage.PrintableText;

/** A checkpoint cannot be written, or a run cannot be resumed from it. Existing checkpoints are left unchanged. */
public final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 2_000;

    /** The reason for the exception; the names are stable. */
    public enum Reason {
        /** There is no checkpoint to resume from. */
        NONE,
        /** A new run was started in a folder that already contains checkpoints. */
        EXISTS,
        /** Another run, possibly in another process, is using the folder. */
        IN_USE,
        /** The checkpoint belongs to a different experiment. */
        OTHER_CONFIG,
        /** The checkpoint belongs to a run on different images. */
        OTHER_DATA,
        /** There are checkpoints, but none is intact. */
        DAMAGED,
        /** This release cannot resume from the checkpoint's format version or engine. */
        VERSION,
        /** A checkpoint of this experiment would be larger than the library reads. */
        TOO_LARGE,
        /** Reading or writing failed; see the cause. */
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

    /** Returns the checkpoint or the folder of checkpoints. */
    public Path path() {
        return path;
    }

    /** Returns the reason. */
    public Reason reason() {
        return reason;
    }
}
