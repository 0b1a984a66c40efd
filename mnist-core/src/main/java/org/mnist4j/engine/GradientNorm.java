package org.mnist4j.engine;

import java.util.List;
import org.mnist4j.config.ClipByNorm;

/**
 * Clips the gradient by its norm over all parameters. The norm is known only once the whole gradient is, so a step
 * makes two passes over the parameters: the first stores each gradient and its squared norm, the second updates the
 * parameters.
 *
 * <p>One thread sums the squares of each {@code ParameterSlots} in the order of its parameters, and one thread adds these
 * sums in the order of the list, all in double: the bits do not depend on the number of threads.
 */
final class GradientNorm {

    private final double maxNorm;
    private boolean normKnown;
    private float scale;

    GradientNorm(ClipByNorm clipping) {
        this.maxNorm = clipping.maxNorm();
    }

    void beginStep() {
        normKnown = false;
    }

    /** Whether the first pass has finished. */
    boolean isNormKnown() {
        return normKnown;
    }

    void store(ParameterSlots slots, float[] gradient) {
        double squares = 0;
        for (int i = 0; i < slots.gradient.length; i++) {
            double g = gradient[i];
            squares += g * g;
            slots.gradient[i] = gradient[i];
        }
        slots.squaredNorm = squares;
    }

    /** Ends the first pass and computes the norm. */
    void computeNorm(List<ParameterSlots> all) {
        double squares = 0;
        for (int k = 0; k < all.size(); k++) {
            squares += all.get(k).squaredNorm;
        }
        double norm = Math.sqrt(squares);
        scale = norm > maxNorm ? (float) (maxNorm / norm) : 1;
        normKnown = true;
    }

    /** Returns the stored gradient, scaled to the maximum norm if it exceeded it. */
    float[] clipped(ParameterSlots slots) {
        float[] gradient = slots.gradient;
        if (scale != 1) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= scale;
            }
        }
        return gradient;
    }
}
