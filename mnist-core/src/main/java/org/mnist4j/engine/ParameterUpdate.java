package org.mnist4j.engine;

import org.jspecify.annotations.Nullable;
import org.mnist4j.config.Adam;
import org.mnist4j.config.AdamW;
import org.mnist4j.config.ClipByNorm;
import org.mnist4j.config.ExponentialAverage;
import org.mnist4j.config.Optimizer;
import org.mnist4j.config.RmsProp;
import org.mnist4j.config.Sgd;
import org.mnist4j.config.TrainingConfig;

/**
 * An optimizer with its state. It treats every parameter separately, so parameters may be in any number of arrays and
 * their updates may run on any number of threads between two calls of {@link #beginStep}. The loops are plain float
 * arithmetic on arrays, which the JIT compiler vectorises without changing a bit.
 */
abstract sealed class ParameterUpdate {

    private long steps;
    private @Nullable GradientNorm norm; // null without clipping
    private @Nullable ExponentialAverage average; // null without averaging over steps
    private float learningRate; // of the current step
    private float averageShare; // (1 - decay) / (1 - decay^t)

    static ParameterUpdate of(TrainingConfig training) {
        ParameterUpdate update = of(training.optimizer());
        if (training.gradientClipping() instanceof ClipByNorm clipping) {
            update.norm = new GradientNorm(clipping);
        }
        if (training.averaging() instanceof ExponentialAverage average) {
            update.average = average;
        }
        return update;
    }

    static ParameterUpdate of(Optimizer optimizer) {
        if (optimizer instanceof Adam adam) {
            return new AdamUpdate(adam, 0);
        }
        if (optimizer instanceof AdamW adamW) {
            Adam adam = new Adam(adamW.learningRate(), adamW.beta1(), adamW.beta2(), adamW.epsilon());
            return new AdamUpdate(adam, adamW.weightDecay());
        }
        if (optimizer instanceof RmsProp rmsProp) {
            return new RmsPropUpdate(rmsProp);
        }
        return new SgdUpdate((Sgd) optimizer);
    }

    /** Parameters in one array, with the optimizer's state for each. */
    static final class Slots {
        final float[] parameters;
        final float[] first;
        final float[] second;
        /** The moving average of the parameters; without averaging over steps the parameters themselves. */
        final float[] average;

        final boolean decay;
        private final GradientNorm.@Nullable Kept kept; // null without clipping

        /**
         * Uses the array itself; {@code second} is as long as {@code first} only where the optimizer needs it.
         *
         * @param decay whether weight decay applies, as {@code TensorSpec.decays()} says
         */
        Slots(float[] parameters, ParameterUpdate update, boolean decay) {
            this.decay = decay;
            this.average = update.averages() ? parameters.clone() : parameters;
            this.kept = update.norm == null ? null : update.norm.register(parameters.length);
            this.parameters = parameters;
            this.first = new float[parameters.length];
            this.second = new float[update.remembersTwo() ? parameters.length : 0];
        }
    }

    /** Whether the optimizer keeps two values per parameter instead of one. */
    abstract boolean remembersTwo();

    /** Whether there is a moving average of the parameters. */
    final boolean averages() {
        return average != null;
    }

    /** Whether a step changes slots whose gradient has always been zero. */
    final boolean changesAll() {
        // An average that differs from its parameter moves even without a gradient.
        return averages() || movesWithoutGradient();
    }

    /** Whether parameters move although their gradient has always been zero. */
    boolean movesWithoutGradient() {
        return false;
    }

    /** How many steps have begun. */
    final long steps() {
        return steps;
    }

    /** Continues after the given number of steps. */
    final void resumeAfter(long madeSteps) {
        steps = madeSteps;
    }

    /** Begins the next step with its learning rate; call it once before the updates of a step. */
    void beginStep(double newLearningRate) {
        steps++;
        learningRate = (float) newLearningRate;
        if (norm != null) {
            norm.beginStep();
        }
        if (average != null) {
            averageShare = (float) ((1 - average.decay()) / oneMinusPower(average.decay()));
        }
    }

    /** {@code 1 - decay^t}; expm1 loses no digits where the power is close to 1. */
    final double oneMinusPower(double decay) {
        return -StrictMath.expm1(steps * StrictMath.log(decay));
    }

    /**
     * Moves the parameters one step against the gradient of the mean loss. With clipping the first pass keeps the
     * gradient, and the second, which {@link #needsSecondPass()} requests, uses that and ignores its argument.
     */
    final void apply(Slots slots, float[] gradient) {
        if (norm == null || slots.kept == null) {
            move(slots, gradient);
        } else if (!norm.isKnown()) {
            norm.keep(slots.kept, gradient);
            return;
        } else {
            move(slots, norm.clipped(slots.kept));
        }
        if (average != null) {
            average(slots.average, slots.parameters, averageShare);
        }
    }

    /** {@link ExponentialAverage} has the formula. */
    private static void average(float[] average, float[] parameters, float share) {
        for (int i = 0; i < parameters.length; i++) {
            average[i] += share * (parameters[i] - average[i]);
        }
    }

    /** Ends a pass over the parameters: whether a second one must follow, with the same gradients. */
    final boolean needsSecondPass() {
        if (norm == null) {
            return false;
        }
        norm.measure();
        return true;
    }

    /** Whether this is the second pass, for which gradients need not be computed again. */
    final boolean hasGradients() {
        return norm != null && norm.isKnown();
    }

    /** As a float other than 0: a parameter that never had a gradient would divide 0 by 0. */
    private static float above0(double epsilon) {
        return Math.max((float) epsilon, Float.MIN_VALUE);
    }

    /** The learning rate of the current step, rounded to float. */
    final float learningRate() {
        return learningRate;
    }

    /** Moves the parameters by one step of this optimizer. */
    abstract void move(Slots slots, float[] gradient);

    /**
     * Algorithm 1 of Kingma and Ba (2015), with or without weight decay; {@link Adam} and {@link AdamW} have the
     * formulas.
     */
    private static final class AdamUpdate extends ParameterUpdate {
        private final Adam adam;
        private final double weightDecay;
        private float alphaHat; // learning rate / (1 - beta1^t)
        private float vScale; // 1 / (1 - beta2^t)
        private float shrink; // learning rate * weightDecay

        AdamUpdate(Adam adam, double weightDecay) {
            this.adam = adam;
            this.weightDecay = weightDecay;
        }

        @Override
        boolean remembersTwo() {
            return true;
        }

        @Override
        boolean movesWithoutGradient() {
            return weightDecay > 0;
        }

        @Override
        void beginStep(double learningRate) {
            super.beginStep(learningRate);
            alphaHat = (float) (learningRate / oneMinusPower(adam.beta1()));
            vScale = (float) (1 / oneMinusPower(adam.beta2()));
            shrink = (float) (learningRate * weightDecay);
        }

        @Override
        void move(Slots slots, float[] gradient) {
            if (slots.decay && weightDecay > 0) {
                // Before Adam's step, which does not depend on the parameter: the formula decays the old value.
                decay(slots.parameters, shrink);
            }
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
                    above0(adam.epsilon()));
        }

        private static void decay(float[] parameters, float shrink) {
            for (int i = 0; i < parameters.length; i++) {
                // Not a product with 1 - shrink, which floats near 1 would round to steps of 6e-8.
                parameters[i] -= shrink * parameters[i];
            }
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

    /** Momentum; {@link Sgd} has the formulas. */
    private static final class SgdUpdate extends ParameterUpdate {
        private final float momentum;
        private final boolean nesterov;

        SgdUpdate(Sgd sgd) {
            this.momentum = (float) sgd.momentum();
            this.nesterov = sgd.nesterov();
        }

        @Override
        boolean remembersTwo() {
            return false;
        }

        @Override
        void move(Slots slots, float[] gradient) {
            if (nesterov) {
                nesterov(slots.parameters, gradient, slots.first, momentum, learningRate());
            } else {
                heavyBall(slots.parameters, gradient, slots.first, momentum, learningRate());
            }
        }

        private static void heavyBall(
                float[] parameters, float[] gradient, float[] velocity, float momentum, float learningRate) {
            for (int i = 0; i < parameters.length; i++) {
                float vi = momentum * velocity[i] + gradient[i];
                velocity[i] = vi;
                parameters[i] -= learningRate * vi;
            }
        }

        private static void nesterov(
                float[] parameters, float[] gradient, float[] velocity, float momentum, float learningRate) {
            for (int i = 0; i < parameters.length; i++) {
                float g = gradient[i];
                float vi = momentum * velocity[i] + g;
                velocity[i] = vi;
                parameters[i] -= learningRate * (g + momentum * vi);
            }
        }
    }

    /** {@link RmsProp} has the formulas; the mean square is kept in {@code first}. */
    private static final class RmsPropUpdate extends ParameterUpdate {
        private final RmsProp rmsProp;

        RmsPropUpdate(RmsProp rmsProp) {
            this.rmsProp = rmsProp;
        }

        @Override
        boolean remembersTwo() {
            return false;
        }

        @Override
        void move(Slots slots, float[] gradient) {
            rmsProp(
                    slots.parameters,
                    gradient,
                    slots.first,
                    (float) rmsProp.rho(),
                    (float) (1 - rmsProp.rho()),
                    learningRate(),
                    above0(rmsProp.epsilon()));
        }

        private static void rmsProp(
                float[] parameters,
                float[] gradient,
                float[] v,
                float rho,
                float oneMinusRho,
                float learningRate,
                float epsilon) {
            for (int i = 0; i < parameters.length; i++) {
                float g = gradient[i];
                float vi = rho * v[i] + oneMinusRho * (g * g);
                v[i] = vi;
                parameters[i] -= learningRate * g / ((float) Math.sqrt(vi) + epsilon);
            }
        }
    }
}
