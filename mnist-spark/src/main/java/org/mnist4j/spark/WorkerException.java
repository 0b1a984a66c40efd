package org.mnist4j.spark;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job on Spark cannot be done as it stands; the message names the executor and says what to change. */
public final class WorkerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why the job ended. */
    public enum Reason {
        /** An executor has another build of this library than the driver: its results could differ. */
        OTHER_VERSION,
        /** An executor read other images than the driver. */
        OTHER_IMAGES,
        /** The executors do not have the classes of this library or of the application. */
        NO_LIBRARY,
        /** What an executor did failed, as often as Spark tries. */
        FAILED
    }

    private final Reason reason;
    private final @Nullable String worker;

    WorkerException(Reason reason, @Nullable String worker, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.worker = worker;
    }

    /** Why the job ended. */
    public Reason reason() {
        return reason;
    }

    /** The executor and its host, such as {@code executor 1 on 10.0.0.7}, if one of them is the cause. */
    public Optional<String> worker() {
        return Optional.ofNullable(worker);
    }
}
