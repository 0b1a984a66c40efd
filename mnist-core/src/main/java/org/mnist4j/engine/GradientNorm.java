package org.mnist4j.engine;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.config.ClipByNorm;

/**
 * Clips the gradient by its norm over all parameters, which is known only after the whole gradient is: a training step
 * then has two passes over the parameters. The first stores each gradient with its squared norm; the second moves the
 * parameters.
 *
 * <p>Each slots' square is summed by one thread in the order of its parameters, and the total by one thread in the
 * order in which the slots were created, all in double precision: the bits do not depend on the number of threads.
 */
final class GradientNorm {

    private final double maxNorm;
    private final List<Kept> all = new ArrayList<>();
    private boolean known;
    private float scale;

    GradientNorm(ClipByNorm clipping) {
        this.maxNorm = clipping.maxNorm();
    }

    /** The gradient of one slots, from the first pass to the second. */
    static final class Kept {
        private final float[] gradient;
        private double squaredLength;

        private Kept(int n) {
            this.gradient = new float[n];
        }
    }

    /** Adds space for the gradient of {@code n} more parameters. */
    Kept register(int n) {
        Kept kept = new Kept(n);
        all.add(kept);
        return kept;
    }

    void beginStep() {
        known = false;
    }

    /** Whether the first pass is over. */
    boolean isKnown() {
        return known;
    }

    void keep(Kept kept, float[] gradient) {
        double squares = 0;
        for (int i = 0; i < kept.gradient.length; i++) {
            double g = gradient[i];
            squares += g * g;
            kept.gradient[i] = gradient[i];
        }
        kept.squaredLength = squares;
    }

    /** Ends the first pass. */
    void measure() {
        double squares = 0;
        for (int k = 0; k < all.size(); k++) {
            squares += all.get(k).squaredLength;
        }
        double norm = Math.sqrt(squares);
        scale = norm > maxNorm ? (float) (maxNorm / norm) : 1;
        known = true;
    }

    /** The stored gradient, clipped. */
    float[] clipped(Kept kept) {
        float[] gradient = kept.gradient;
        if (scale != 1) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= scale;
            }
        }
        return gradient;
    }
}
