package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Optimizers.adamW;
import static org.mnist4j.config.Optimizers.rmsProp;
import static org.mnist4j.config.Optimizers.sgd;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Optimizer;
import org.mnist4j.config.Optimizers;
import org.mnist4j.random.RandomStream;

class ParameterUpdateTest {

    private static ParameterSlots slots(float[] initial, ParameterUpdate update, boolean decay) {
        Place place = Place.of(0, initial.length);
        EngineState state = EngineState.initial(initial, update);
        return new ParameterSlots(new float[initial.length], place, state, update, true, decay);
    }

    @Test
    void adam_fiftySteps_followsItsEquationsInDouble() {
        double alpha = 0.001;
        double beta1 = 0.9;
        double beta2 = 0.999;
        double epsilon = 1e-8;
        int n = 1000;
        ParameterUpdate update = ParameterUpdate.of(Optimizers.adam(alpha));
        ParameterSlots slots = slots(new float[n], update, true);
        double[] theta = new double[n];
        double[] m = new double[n];
        double[] v = new double[n];
        RandomStream random = RandomStream.of(1, "gradients");
        for (int i = 0; i < n; i++) {
            theta[i] = slots.parameters[i] = (float) random.nextGaussian();
        }
        for (int t = 1; t <= 50; t++) {
            float[] gradient = new float[n];
            for (int i = 0; i < n; i++) {
                // Gradients over six orders of magnitude, to detect a misplaced epsilon.
                gradient[i] = (float) (random.nextGaussian() * StrictMath.pow(10, -(i % 7) - 2));
                m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
                v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] * gradient[i];
                double mHat = m[i] / (1 - Math.pow(beta1, t));
                double vHat = v[i] / (1 - Math.pow(beta2, t));
                theta[i] -= alpha * mHat / (Math.sqrt(vHat) + epsilon);
            }
            update.beginStep(alpha);
            update.apply(slots, gradient);
        }
        for (int i = 0; i < n; i++) {
            // Fifty roundings of a parameter of size up to 4 (ulp 2.4e-7), and of steps of 1e-3.
            assertThat((double) slots.parameters[i]).isCloseTo(theta[i], within(4e-6));
        }
    }

    @Test
    void adam_firstStep_isTheLearningRateForAnyGradientMagnitude() {
        // m_hat = g and v_hat = g^2, so the step is alpha g / (|g| + epsilon): 0.001 * 1 / (1 + 1e-8), and
        // 0.001 * 1e-8 / (1e-8 + 1e-8) = 0.0005. With epsilon added to the uncorrected root, the "epsilon hat" form,
        // the second would be 0.001 * 1e-8 / (1e-8 + 1e-8 / sqrt(0.001)) = 0.00003.
        ParameterUpdate update = ParameterUpdate.of(Optimizers.adam(0.001));
        ParameterSlots slots = slots(new float[2], update, true);

        update.beginStep(0.001);
        update.apply(slots, new float[] {1f, 1e-8f});

        assertThat(slots.parameters[0]).isCloseTo(-0.001f, within(1e-9f));
        assertThat(slots.parameters[1]).isCloseTo(-0.0005f, within(1e-9f));
    }

    /** 1e-50 is 0 as a float, and an epsilon of 0 would give 0 / 0 for a parameter without a gradient. */
    @Test
    void epsilonBelowFloatRange_doesNotChangeAParameterWithoutGradient() {
        for (Optimizer optimizer : new Optimizer[] {
            Optimizers.adam(0.1).epsilon(1e-50),
            adamW(0.1).epsilon(1e-50).weightDecay(0),
            rmsProp(0.1).epsilon(1e-50)
        }) {
            ParameterUpdate update = ParameterUpdate.of(optimizer);
            ParameterSlots slots = slots(new float[] {0.5f}, update, true);

            update.beginStep(0.1);
            update.apply(slots, new float[] {0f});

            assertThat(slots.parameters[0]).as("%s", optimizer).isEqualTo(0.5f);
        }
    }

    @Test
    void sgd_withMomentum_followsItsEquations() {
        // velocity: 2, then 0.5 * 2 + 1 = 2; parameter: 1 - 0.1 * 2 = 0.8, then 0.8 - 0.1 * 2 = 0.6
        Optimizer sgd = Optimizers.sgd(0.1).momentum(0.5);
        ParameterUpdate update = ParameterUpdate.of(sgd);
        ParameterSlots slots = slots(new float[] {1f}, update, true);

        update.beginStep(0.1);
        update.apply(slots, new float[] {2f});
        assertThat(slots.parameters[0]).isCloseTo(0.8f, within(1e-7f));

        update.beginStep(0.1);
        update.apply(slots, new float[] {1f});
        assertThat(slots.parameters[0]).isCloseTo(0.6f, within(1e-7f));
    }

    /** The update rule of one parameter in double precision: updates the state and returns the new parameter. */
    private interface Rule {
        double step(double theta, double g, double[] state, double learningRate, int t);
    }

    static Stream<Arguments> rulesInDouble() {
        Rule adamW = (theta, g, state, learningRate, t) -> {
            state[0] = 0.8 * state[0] + 0.2 * g;
            state[1] = 0.99 * state[1] + 0.01 * g * g;
            double mHat = state[0] / (1 - Math.pow(0.8, t));
            double vHat = state[1] / (1 - Math.pow(0.99, t));
            return theta - learningRate * (mHat / (Math.sqrt(vHat) + 1e-6) + 0.5 * theta);
        };
        Rule nesterov = (theta, g, state, learningRate, t) -> {
            state[0] = 0.9 * state[0] + g;
            return theta - learningRate * (g + 0.9 * state[0]);
        };
        Rule heavyBall = (theta, g, state, learningRate, t) -> {
            state[0] = 0.9 * state[0] + g;
            return theta - learningRate * state[0];
        };
        Rule rmsProp = (theta, g, state, learningRate, t) -> {
            state[0] = 0.95 * state[0] + 0.05 * g * g;
            return theta - learningRate * g / (Math.sqrt(state[0]) + 1e-4);
        };
        return Stream.of(
                Arguments.of(adamW(1).betas(0.8, 0.99).epsilon(1e-6).weightDecay(0.5), adamW),
                Arguments.of(sgd(1).momentum(0.9).nesterov(true), nesterov),
                Arguments.of(sgd(1).momentum(0.9), heavyBall),
                Arguments.of(rmsProp(1).rho(0.95).epsilon(1e-4), rmsProp));
    }

    @ParameterizedTest
    @MethodSource("rulesInDouble")
    void fiftySteps_withVaryingLearningRate_followTheEquationsInDouble(Optimizer optimizer, Rule rule) {
        int n = 1000;
        ParameterUpdate update = ParameterUpdate.of(optimizer);
        ParameterSlots slots = slots(new float[n], update, true);
        double[] theta = new double[n];
        double[][] state = new double[n][2];
        RandomStream random = RandomStream.of(2, "gradients");
        for (int i = 0; i < n; i++) {
            theta[i] = slots.parameters[i] = (float) random.nextGaussian();
        }
        double moved = 0;
        for (int t = 1; t <= 50; t++) {
            double learningRate = 0.001 * t;
            float[] gradient = new float[n];
            for (int i = 0; i < n; i++) {
                gradient[i] = (float) (random.nextGaussian() * StrictMath.pow(10, -(i % 7) - 2));
                double before = theta[i];
                theta[i] = rule.step(theta[i], gradient[i], state[i], learningRate, t);
                moved = Math.max(moved, Math.abs(theta[i] - before));
            }
            update.beginStep(learningRate);
            update.apply(slots, gradient);
        }
        assertThat(moved).isGreaterThan(1e-3);
        for (int i = 0; i < n; i++) {
            // Fifty roundings of a parameter of size up to 4 (half an ulp is 1.2e-7), and of steps of up to 0.3
            // (1.5e-8).
            assertThat((double) slots.parameters[i]).isCloseTo(theta[i], within(6e-6));
        }
    }

    @Test
    void adamW_withoutGradient_decaysWeightsAndNothingElse() {
        // 2 - 0.1 * 0.25 * 2 = 1.95
        ParameterUpdate update = ParameterUpdate.of(adamW(0.1).weightDecay(0.25));
        ParameterSlots weight = slots(new float[] {2f}, update, true);
        ParameterSlots bias = slots(new float[] {2f}, update, false);

        update.beginStep(0.1);
        update.apply(weight, new float[] {0f});
        update.apply(bias, new float[] {0f});

        assertThat(weight.parameters[0]).isCloseTo(1.95f, within(1e-7f));
        assertThat(bias.parameters[0]).isEqualTo(2f);
    }

    @Test
    void adamW_withoutDecay_isAdam() {
        ParameterUpdate plain = ParameterUpdate.of(Optimizers.adam(0.01));
        ParameterUpdate decoupled = ParameterUpdate.of(adamW(0.01).weightDecay(0));
        ParameterSlots one = slots(new float[] {1f, -2f}, plain, true);
        ParameterSlots other = slots(new float[] {1f, -2f}, decoupled, true);
        for (int t = 1; t <= 5; t++) {
            float[] gradient = {0.3f / t, -0.001f * t};
            plain.beginStep(0.01);
            plain.apply(one, gradient);
            decoupled.beginStep(0.01);
            decoupled.apply(other, gradient);
        }

        assertThat(other.parameters).isEqualTo(one.parameters);
        assertThat(decoupled.changesAll()).isFalse();
    }
}
