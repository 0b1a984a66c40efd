package org.mnist4j.engine;

import org.jspecify.annotations.Nullable;

/**
 * An engine cannot start: its libraries are not on the class path, or its native library cannot be loaded here; the
 * message says what to add.
 */
public final class EngineUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String DL4J = "1.0.0-M2.1";

    EngineUnavailableException(String engine, NativePlatform platform, @Nullable Throwable cause) {
        super("the " + engine + " engine cannot start on " + platform + ": " + reasonAndRemedy(platform, cause), cause);
    }

    private static String reasonAndRemedy(NativePlatform platform, @Nullable Throwable cause) {
        if (cause instanceof NoClassDefFoundError && cause.getCause() instanceof ClassNotFoundException missing) {
            return "there is no " + missing.getMessage() + " on the class path. Add"
                    + " org.deeplearning4j:deeplearning4j-nn:" + DL4J + " and org.nd4j:nd4j-native:" + DL4J
                    + ", which mnist-core brings along unless they are excluded. " + platform.advice();
        }
        return platform.obstacle().orElse("its native library did not load (" + root(cause) + ")") + ". "
                + platform.advice();
    }

    private static @Nullable Throwable root(@Nullable Throwable failure) {
        Throwable root = failure;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
