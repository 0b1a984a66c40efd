package org.mnist4j.config;

/** Factory methods for gradient clipping, for static import. */
public final class GradientClippings {

    private GradientClippings() {}

    /** Gradients are not clipped. */
    public static GradientClipping noClipping() {
        return new NoClipping();
    }

    /** The gradient with respect to all parameters is scaled down to at most this Euclidean norm. */
    public static ClipByNorm clipByNorm(double maxNorm) {
        return new ClipByNorm(maxNorm);
    }
}
