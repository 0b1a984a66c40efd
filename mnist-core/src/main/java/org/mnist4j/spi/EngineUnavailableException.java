package org.mnist4j.spi;

import org.jspecify.annotations.Nullable;

/** An engine cannot start: its module, its libraries or its native code are missing; the message says what to add. */
public final class EngineUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String engine;

    /**
     * An engine that cannot start.
     *
     * @param engine its name in configurations
     * @param reason why, and what to do, in one or more sentences
     */
    public EngineUnavailableException(String engine, String reason, @Nullable Throwable cause) {
        super("the " + engine + " engine cannot start: " + reason, cause);
        this.engine = engine;
    }

    /** The engine's name in configurations, such as {@code dl4j}. */
    public String engine() {
        return engine;
    }
}
