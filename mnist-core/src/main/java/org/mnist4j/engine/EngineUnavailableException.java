package org.mnist4j.engine;

/** An engine cannot start: its libraries are not on the class path, or its native library cannot be loaded here. */
public final class EngineUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String DL4J = "1.0.0-M2.1";

    EngineUnavailableException(String engine, Throwable cause) {
        super("the " + engine + " engine cannot start on " + platform() + ": " + reasonAndRemedy(cause), cause);
    }

    private static String reasonAndRemedy(Throwable cause) {
        String natives = "org.nd4j:nd4j-native:" + DL4J + " with this platform's classifier"
                + " (linux-x86_64, linux-arm64, macosx-x86_64, macosx-arm64 or windows-x86_64)";
        if (cause instanceof NoClassDefFoundError && cause.getCause() instanceof ClassNotFoundException) {
            return "there is no " + cause.getCause().getMessage() + " on the class path. Add"
                    + " org.deeplearning4j:deeplearning4j-nn:" + DL4J + ", org.nd4j:nd4j-native:" + DL4J + " and "
                    + natives
                    + ", which mnist-core brings along unless they are excluded; or choose the engine java.";
        }
        return "its native library did not load (" + cause + "). Add " + natives
                + " to the class path, and see that ~/.javacpp/cache can be written.";
    }

    private static String platform() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }
}
