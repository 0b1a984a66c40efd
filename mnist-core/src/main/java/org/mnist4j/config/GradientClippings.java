package org.mnist4j.config;

/** Makes gradient clippings, for a static import. */
public final class GradientClippings {

    private GradientClippings() {}

    /** Gradients are used as they are. */
    public static GradientClipping noClipping() {
        return new NoClipping();
    }

    /** All parameters' gradient together is shortened to at most this Euclidean length. */
    public static ClipByNorm clipByNorm(double maxNorm) {
        return new ClipByNorm(maxNorm);
    }
}
