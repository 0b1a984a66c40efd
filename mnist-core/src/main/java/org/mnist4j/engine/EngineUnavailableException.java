package org.mnist4j.engine;

import org.jspecify.annotations.Nullable;

/** The native library of an engine cannot be loaded on this machine; the message says what to add. */
public final class EngineUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EngineUnavailableException(String engine, NativePlatform platform, @Nullable Throwable cause) {
        super(
                "the " + engine + " engine cannot start on " + platform + ": "
                        + platform.obstacle().orElse("its native library does not load (" + root(cause) + ")") + ". "
                        + platform.advice(),
                cause);
    }

    private static @Nullable Throwable root(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
