package org.mnist4j.engine;

/** The native library of an engine cannot be loaded on this machine. */
public final class EngineUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EngineUnavailableException(String engine, Throwable cause) {
        super(
                "the " + engine + " engine cannot start on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch") + ": its native library did not load (" + cause + ")."
                        + " Add org.nd4j:nd4j-native:1.0.0-M2.1 with this platform's classifier to the class path"
                        + " (linux-x86_64, linux-arm64, macosx-x86_64, macosx-arm64 or windows-x86_64), and see that"
                        + " ~/.javacpp/cache can be written.",
                cause);
    }
}
