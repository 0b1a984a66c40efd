package org.mnist4j.config;

/** Factory methods for losses, for static import. */
public final class Losses {

    private Losses() {}

    /** Cross-entropy between the labels and the softmax output; see {@link CrossEntropy#labelSmoothing(double)}. */
    public static CrossEntropy crossEntropy() {
        return new CrossEntropy(0);
    }
}
