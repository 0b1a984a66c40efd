package org.mnist4j.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
 * The update rule of an optimizer. It treats every parameter independently, so parameters may be split over any number
 * of arrays, and their updates may run on any number of threads between two calls of {@link #beginStep}. The loops are
 * plain float arithmetic on arrays, which the JIT compiler vectorizes and which produces the same bits in every run.
 */
abstract sealed class ParameterUpdate {

    private final List<ParameterSlots> all = new ArrayList<>();
    private long steps;
    private @Nullable GradientNorm norm; // null without clipping
    private @Nullable ExponentialAverage average; // null without averaging over steps
    float learningRate; // of the current step
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

    /** Adds an array of parameters to those of the network. */
    final void register(ParameterSlots slots) {
        all.add(slots);
    }

    /** Returns one array of each slots, in the layout of {@code NetworkSummary.tensors()}. */
    final float[] flat(Function<ParameterSlots, float[]> part) {
        int size = all.stream().mapToInt(slots -> slots.parameters.length).sum();
        float[] flat = new float[size];
        all.forEach(slots -> slots.place.write(part.apply(slots), flat));
        return flat;
    }

    /** Returns a copy of all that the next steps depend on. */
    final EngineState state() {
        return new EngineState(
                flat(slots -> slots.parameters),
                flat(slots -> slots.first),
                hasSecondMoments() ? flat(slots -> slots.second) : new float[0],
                hasAverages() ? flat(slots -> slots.average) : new float[0],
                steps);
    }

    /** Whether the optimizer has two state values per parameter instead of one. */
    boolean hasSecondMoments() {
        return false;
    }

    /** Whether it maintains a moving average of the parameters. */
    final boolean hasAverages() {
        return average != null;
    }

    /** Whether a step changes parameters or averages even if the gradient is and always was zero. */
    boolean changesAll() {
        return hasAverages(); // one that has not reached its parameter yet changes
    }

    /** Whether gradients are clipped, for which they must be stored. */
    final boolean clips() {
        return norm != null;
    }

    /** Resumes after the given number of steps. */
    final void resumeAfter(long stepsTaken) {
        steps = stepsTaken;
    }

    /**
     * Returns the learning rate of a batch, which depends only on its position in the run.
     *
     * @param epoch from 1
     * @param from the position of the batch's first image in the epoch's order
     * @param images the number of images per epoch
     */
    static double learningRate(TrainingConfig training, int epoch, int from, int images) {
        int batchSize = training.batchSize();
        int stepsPerEpoch = (images + batchSize - 1) / batchSize;
        return training.learningRate((epoch - 1L) * stepsPerEpoch + from / batchSize, stepsPerEpoch);
    }

    /** Starts the next step with its learning rate; call it once before the updates of a step. */
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

    /** Returns {@code 1 - decay^t}; expm1 avoids cancellation if the power is close to 1. */
    final double oneMinusPower(double decay) {
        return -StrictMath.expm1(steps * StrictMath.log(decay));
    }

    /**
     * Updates the parameters with the gradient of the mean loss. With clipping, the first pass only stores the
     * gradient; the second pass, see {@link #needsSecondPass()}, updates with the stored gradient and ignores its
     * argument.
     */
    final void apply(ParameterSlots slots, float[] gradient) {
        if (norm != null && !norm.isNormKnown()) {
            norm.store(slots, gradient);
            return;
        }
        move(slots, norm == null ? gradient : norm.clipped(slots));
        if (average != null) {
            average(slots.average, slots.parameters, averageShare);
        }
    }

    /** For the formula, see {@link ExponentialAverage}. */
    private static void average(float[] average, float[] parameters, float share) {
        for (int i = 0; i < parameters.length; i++) {
            average[i] += share * (parameters[i] - average[i]);
        }
    }

    /** Called after all updates of a step; returns whether they must be applied again, for the same gradients. */
    final boolean needsSecondPass() {
        if (norm == null) {
            return false;
        }
        norm.computeNorm(all);
        return true;
    }

    /** Whether this is the second pass, for which the gradients are already stored and need not be computed. */
    final boolean hasGradients() {
        return norm != null && norm.isNormKnown();
    }

    /** Returns a float above 0, since 0 would cause 0 / 0 for a parameter that never had a gradient. */
    private static float positiveFloat(double epsilon) {
        return Math.max((float) epsilon, Float.MIN_VALUE);
    }

    /** Applies one step of this optimizer. */
    abstract void move(ParameterSlots slots, float[] gradient);

    /**
     * Algorithm 1 of Kingma and Ba (2015), optionally with weight decay; for the formulas, see {@link Adam} and {@link
     * AdamW}.
     */
    private static final class AdamUpdate extends ParameterUpdate {
        private final Adam adam;
        private final double weightDecay;
        private final float beta1;
        private final float oneMinusBeta1; // computed in double: 1 - 0.999f has a relative error of 5e-5
        private final float beta2;
        private final float oneMinusBeta2;
        private final float epsilon;
        private float alphaHat; // learning rate / (1 - beta1^t)
        private float vScale; // 1 / (1 - beta2^t)
        private float shrink; // learning rate * weightDecay

        AdamUpdate(Adam adam, double weightDecay) {
            this.adam = adam;
            this.weightDecay = weightDecay;
            this.beta1 = (float) adam.beta1();
            this.oneMinusBeta1 = (float) (1 - adam.beta1());
            this.beta2 = (float) adam.beta2();
            this.oneMinusBeta2 = (float) (1 - adam.beta2());
            this.epsilon = positiveFloat(adam.epsilon());
        }

        @Override
        boolean hasSecondMoments() {
            return true;
        }

        @Override
        boolean changesAll() {
            return weightDecay > 0 || super.changesAll();
        }

        @Override
        void beginStep(double learningRate) {
            super.beginStep(learningRate);
            alphaHat = (float) (learningRate / oneMinusPower(adam.beta1()));
            vScale = (float) (1 / oneMinusPower(adam.beta2()));
            shrink = (float) (learningRate * weightDecay);
        }

        @Override
        void move(ParameterSlots slots, float[] gradient) {
            float[] parameters = slots.parameters;
            if (slots.decay && weightDecay > 0) {
                // Before Adam's step, which does not read the parameter: the formula decays the old value.
                decay(parameters, shrink);
            }
            float[] m = slots.first;
            float[] v = slots.second;
            for (int i = 0; i < parameters.length; i++) {
                float g = gradient[i];
                float mi = beta1 * m[i] + oneMinusBeta1 * g;
                float vi = beta2 * v[i] + oneMinusBeta2 * (g * g);
                m[i] = mi;
                v[i] = vi;
                parameters[i] -= alphaHat * mi / ((float) Math.sqrt(vi * vScale) + epsilon);
            }
        }

        private static void decay(float[] parameters, float shrink) {
            for (int i = 0; i < parameters.length; i++) {
                // Not parameters[i] *= 1 - shrink: floats near 1 are 6e-8 apart.
                parameters[i] -= shrink * parameters[i];
            }
        }
    }

    /** Gradient descent with momentum; for the formulas, see {@link Sgd}. */
    private static final class SgdUpdate extends ParameterUpdate {
        private final float momentum;
        private final boolean nesterov;

        SgdUpdate(Sgd sgd) {
            this.momentum = (float) sgd.momentum();
            this.nesterov = sgd.nesterov();
        }

        @Override
        void move(ParameterSlots slots, float[] gradient) {
            float[] parameters = slots.parameters;
            float[] velocity = slots.first;
            float rate = learningRate;
            for (int i = 0; i < parameters.length; i++) {
                float g = gradient[i];
                float vi = momentum * velocity[i] + g;
                velocity[i] = vi;
                parameters[i] -= rate * (nesterov ? g + momentum * vi : vi);
            }
        }
    }

    /** For the formulas, see {@link RmsProp}; {@code first} contains the mean square. */
    private static final class RmsPropUpdate extends ParameterUpdate {
        private final float rho;
        private final float oneMinusRho;
        private final float epsilon;

        RmsPropUpdate(RmsProp rmsProp) {
            this.rho = (float) rmsProp.rho();
            this.oneMinusRho = (float) (1 - rmsProp.rho());
            this.epsilon = positiveFloat(rmsProp.epsilon());
        }

        @Override
        void move(ParameterSlots slots, float[] gradient) {
            float[] parameters = slots.parameters;
            float[] v = slots.first;
            float rate = learningRate;
            for (int i = 0; i < parameters.length; i++) {
                float g = gradient[i];
                float vi = rho * v[i] + oneMinusRho * (g * g);
                v[i] = vi;
                parameters[i] -= rate * g / ((float) Math.sqrt(vi) + epsilon);
            }
        }
    }
}
