package org.mnist4j.engine;

import org.mnist4j.config.Adam;
import org.mnist4j.config.Optimizer;
import org.mnist4j.config.Sgd;

/**
 * An optimizer at work. It treats every parameter alone, so parameters may lie in any number of arrays and their updates
 * may run on any number of threads between two calls of {@link #beginStep()}. The loops are plain float arithmetic on
 * arrays, so that the JIT compiler vectorises them and every run gives the same bits.
 */
abstract sealed class ParameterUpdate {

    private long steps;

    static ParameterUpdate of(Optimizer optimizer) {
        if (optimizer instanceof Adam adam) {
            return new AdamUpdate(adam);
        }
        return new SgdUpdate((Sgd) optimizer);
    }

    /** Parameters in one array, with what the optimizer remembers of each. */
    static final class Slots {
        final float[] parameters;
        final float[] first;
        final float[] second;

        /** Takes the array over; {@code second} is as long as {@code first} only where the optimizer needs it. */
        Slots(float[] parameters, ParameterUpdate update) {
            this.parameters = parameters;
            this.first = new float[parameters.length];
            this.second = new float[update.remembersTwo() ? parameters.length : 0];
        }
    }

    /** Whether the optimizer keeps two numbers per parameter, and not one. */
    abstract boolean remembersTwo();

    /** How many steps have begun. */
    final long steps() {
        return steps;
    }

    /** Goes on as if so many steps had been made. */
    final void resumeAfter(long madeSteps) {
        steps = madeSteps;
    }

    /** Goes on to the next step; call it once before the updates of a step. */
    void beginStep() {
        steps++;
    }

    /** Moves the parameters one step against the gradient of the mean loss. */
    abstract void apply(Slots slots, float[] gradient);

    /** Algorithm 1 of Kingma and Ba (2015); the formulas stand at {@link Adam}. */
    private static final class AdamUpdate extends ParameterUpdate {
        private final Adam adam;
        private float alphaHat; // learningRate / (1 - beta1^t)
        private float vScale; // 1 / (1 - beta2^t)

        AdamUpdate(Adam adam) {
            this.adam = adam;
        }

        @Override
        boolean remembersTwo() {
            return true;
        }

        @Override
        void beginStep() {
            super.beginStep();
            alphaHat = (float) (adam.learningRate() / oneMinusPower(adam.beta1()));
            vScale = (float) (1 / oneMinusPower(adam.beta2()));
        }

        /** {@code 1 - beta^t}; expm1 loses no digits where the power is close to 1. */
        private double oneMinusPower(double beta) {
            return -StrictMath.expm1(steps() * StrictMath.log(beta));
        }

        @Override
        void apply(Slots slots, float[] gradient) {
            // The complements are rounded from double: 1 - 0.999f is off by 5e-5 of its value.
            adam(
                    slots.parameters,
                    gradient,
                    slots.first,
                    slots.second,
                    (float) adam.beta1(),
                    (float) (1 - adam.beta1()),
                    (float) adam.beta2(),
                    (float) (1 - adam.beta2()),
                    alphaHat,
                    vScale,
                    (float) adam.epsilon());
        }

        private static void adam(
                float[] parameters,
                float[] gradient,
                float[] m,
                float[] v,
                float beta1,
                float oneMinusBeta1,
                float beta2,
                float oneMinusBeta2,
                float alphaHat,
                float vScale,
                float epsilon) {
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

        SgdUpdate(Sgd sgd) {
            this.learningRate = (float) sgd.learningRate();
            this.momentum = (float) sgd.momentum();
        }

        @Override
        boolean remembersTwo() {
            return false;
        }

        @Override
        void apply(Slots slots, float[] gradient) {
            sgd(slots.parameters, gradient, slots.first, momentum, learningRate);
        }

        private static void sgd(
                float[] parameters, float[] gradient, float[] velocity, float momentum, float learningRate) {
            for (int i = 0; i < parameters.length; i++) {
                float vi = momentum * velocity[i] + gradient[i];
                velocity[i] = vi;
                parameters[i] -= learningRate * vi;
            }
        }
    }
}
