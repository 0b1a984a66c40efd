package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.mnist4j.config.Optimizer;
import org.mnist4j.config.Optimizers;
import org.mnist4j.data.RandomStream;

class ParameterUpdateTest {

    @Test
    void adam_fiftySteps_followsItsEquationsInDouble() {
        double alpha = 0.001;
        double beta1 = 0.9;
        double beta2 = 0.999;
        double epsilon = 1e-8;
        int n = 1000;
        ParameterUpdate update = ParameterUpdate.of(Optimizers.adam(alpha));
        ParameterUpdate.Slots slots = new ParameterUpdate.Slots(new float[n], update);
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
                // Six orders of magnitude, so that epsilon's place in the formula shows.
                gradient[i] = (float) (random.nextGaussian() * StrictMath.pow(10, -(i % 7) - 2));
                m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
                v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] * gradient[i];
                double mHat = m[i] / (1 - Math.pow(beta1, t));
                double vHat = v[i] / (1 - Math.pow(beta2, t));
                theta[i] -= alpha * mHat / (Math.sqrt(vHat) + epsilon);
            }
            update.beginStep();
            update.apply(slots, gradient);
        }
        for (int i = 0; i < n; i++) {
            // Fifty roundings of a parameter of size up to 4 (ulp 2.4e-7), and of steps of 1e-3.
            assertThat((double) slots.parameters[i]).isCloseTo(theta[i], within(4e-6));
        }
    }

    @Test
    void adam_firstStep_movesByTheLearningRateWhateverTheGradientsSize() {
        // m_hat = g and v_hat = g^2, so the step is alpha g / (|g| + epsilon): 0.001 * 1 / (1 + 1e-8), and
        // 0.001 * 1e-8 / (1e-8 + 1e-8) = 0.0005. With epsilon inside the uncorrected root, as in "epsilon hat" form,
        // the
        // second would be 0.001 * 1e-8 / (1e-8 + 1e-8 / sqrt(0.001)) = 0.00003.
        ParameterUpdate update = ParameterUpdate.of(Optimizers.adam(0.001));
        ParameterUpdate.Slots slots = new ParameterUpdate.Slots(new float[2], update);

        update.beginStep();
        update.apply(slots, new float[] {1f, 1e-8f});

        assertThat(slots.parameters[0]).isCloseTo(-0.001f, within(1e-9f));
        assertThat(slots.parameters[1]).isCloseTo(-0.0005f, within(1e-9f));
    }

    @Test
    void sgd_withMomentum_keepsItsShareOfTheVelocity() {
        // velocity: 2, then 0.5 * 2 + 1 = 2; parameter: 1 - 0.1 * 2 = 0.8, then 0.8 - 0.1 * 2 = 0.6
        Optimizer sgd = Optimizers.sgd(0.1).momentum(0.5);
        ParameterUpdate update = ParameterUpdate.of(sgd);
        ParameterUpdate.Slots slots = new ParameterUpdate.Slots(new float[] {1f}, update);

        update.beginStep();
        update.apply(slots, new float[] {2f});
        assertThat(slots.parameters[0]).isCloseTo(0.8f, within(1e-7f));

        update.beginStep();
        update.apply(slots, new float[] {1f});
        assertThat(slots.parameters[0]).isCloseTo(0.6f, within(1e-7f));
    }
}
