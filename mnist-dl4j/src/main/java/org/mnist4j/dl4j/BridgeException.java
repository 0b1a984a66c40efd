package org.mnist4j.dl4j;

import org.jspecify.annotations.Nullable;

/** A part of a network or an experiment that the other library cannot express exactly. */
public final class BridgeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String reason;

    BridgeException(String path, String reason) {
        this(path, reason, null);
    }

    BridgeException(String path, String reason, @Nullable Throwable cause) {
        super(path + ": " + reason, cause);
        this.path = path;
        this.reason = reason;
    }

    /**
     * Where the part is, in the object that was to be converted: {@code layers[2].padding} is the padding of the third layer
     * of a {@code MultiLayerNetwork}, {@code training.schedule} is a field of an {@code ExperimentConfig}.
     */
    public String path() {
        return path;
    }

    /** Why it cannot be converted, and what can. */
    public String reason() {
        return reason;
    }
}
