package org.mnist4j.engine;

import org.mnist4j.config.Adam;
import org.mnist4j.config.Optimizer;
import org.mnist4j.config.Sgd;

/**
 * An optimizer at work: parameters, gradients and the optimizer's own state are flat arrays of equal length. The loops
 * are plain float arithmetic on arrays, so that the JIT compiler vectorises them and every run gives the same bits.
 */
abstract sealed class ParameterUpdate {

    static ParameterUpdate of(Optimizer optimizer, int parameters) {
        if (optimizer instanceof Adam adam) {
            return new AdamUpdate(adam, parameters);
        }
        return new SgdUpdate((Sgd) optimizer, parameters);
    }

    /** Moves the parameters one step against the gradient of the mean loss. */
    abstract void apply(float[] parameters, float[] gradient);

    /** Algorithm 1 of Kingma and Ba (2015); the formulas stand at {@link Adam}. */
    private static final class AdamUpdate extends ParameterUpdate {
        private final Adam adam;
        private final float[] m;
        private final float[] v;
        private int step;

        AdamUpdate(Adam adam, int parameters) {
            this.adam = adam;
            this.m = new float[parameters];
            this.v = new float[parameters];
        }

        @Override
        void apply(float[] parameters, float[] gradient) {
            step++;
            float beta1 = (float) adam.beta1();
            float beta2 = (float) adam.beta2();
            // The complements are rounded from double: 1 - 0.999f is off by 5e-5 of its value.
            float oneMinusBeta1 = (float) (1 - adam.beta1());
            float oneMinusBeta2 = (float) (1 - adam.beta2());
            float alphaHat = (float) (adam.learningRate() / (1 - StrictMath.pow(adam.beta1(), step)));
            float vScale = (float) (1 / (1 - StrictMath.pow(adam.beta2(), step)));
            float epsilon = (float) adam.epsilon();
            for (int i = 0; i < parameters.length; i++) {
                float g = gradient[i];
                float mi = beta1 * m[i] + oneMinusBeta1 * g;
                float vi = beta2 * v[i] + oneMinusBeta2 * (g * g);
                m[i] = mi;
                v[i] = vi;
                parameters[i] -= alphaHat * mi / ((float) Math.sqrt(vi * vScale) + epsilon);
            }
        }
    }

    /** Heavy-ball momentum; the formula stands at {@link Sgd}. */
    private static final class SgdUpdate extends ParameterUpdate {
        private final float learningRate;
        private final float momentum;
        private final float[] velocity;

        SgdUpdate(Sgd sgd, int parameters) {
            this.learningRate = (float) sgd.learningRate();
            this.momentum = (float) sgd.momentum();
            this.velocity = new float[parameters];
        }

        @Override
        void apply(float[] parameters, float[] gradient) {
            for (int i = 0; i < parameters.length; i++) {
                float vi = momentum * velocity[i] + gradient[i];
                velocity[i] = vi;
                parameters[i] -= learningRate * vi;
            }
        }
    }
}
