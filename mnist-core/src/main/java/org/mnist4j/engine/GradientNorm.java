package org.mnist4j.engine;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.config.ClipByNorm;

/**
 * Clips the gradient by its norm over all parameters. The norm is known only once the whole gradient is, so a step
 * makes two passes over the parameters: the first stores each gradient and its squared norm, the second updates the
 * parameters.
 *
 * <p>One thread sums the squares of each {@code ParameterSlots} in the order of its parameters, and one thread adds these
 * sums in the order of registration, all in double: the bits do not depend on the number of threads.
 */
final class GradientNorm {

    private final double maxNorm;
    private final List<StoredGradient> all = new ArrayList<>();
    private boolean normKnown;
    private float scale;

    GradientNorm(ClipByNorm clipping) {
        this.maxNorm = clipping.maxNorm();
    }

    /** The gradient of one {@code ParameterSlots}, stored between the two passes. */
    static final class StoredGradient {
        private final float[] gradient;
        private double squaredNorm;

        private StoredGradient(int n) {
            this.gradient = new float[n];
        }
    }

    /** Allocates the gradient of {@code n} more parameters. */
    StoredGradient register(int n) {
        StoredGradient stored = new StoredGradient(n);
        all.add(stored);
        return stored;
    }

    void beginStep() {
        normKnown = false;
    }

    /** Whether the first pass has finished. */
    boolean isNormKnown() {
        return normKnown;
    }

    void store(StoredGradient stored, float[] gradient) {
        double squares = 0;
        for (int i = 0; i < stored.gradient.length; i++) {
            double g = gradient[i];
            squares += g * g;
            stored.gradient[i] = gradient[i];
        }
        stored.squaredNorm = squares;
    }

    /** Ends the first pass and computes the norm. */
    void computeNorm() {
        double squares = 0;
        for (int k = 0; k < all.size(); k++) {
            squares += all.get(k).squaredNorm;
        }
        double norm = Math.sqrt(squares);
        scale = norm > maxNorm ? (float) (maxNorm / norm) : 1;
        normKnown = true;
    }

    /** Returns the stored gradient, scaled to the maximum norm if it exceeded it. */
    float[] clipped(StoredGradient stored) {
        float[] gradient = stored.gradient;
        if (scale != 1) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= scale;
            }
        }
        return gradient;
    }
}
