package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * {@link Adam} with decoupled weight decay (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019,
 * algorithm 2, as implemented in PyTorch: the decay is multiplied by the step's learning rate). With {@code m_hat} and
 * {@code v_hat} as in Adam:
 *
 * <pre>
 * theta = theta - learningRate (m_hat / (sqrt(v_hat) + epsilon) + weightDecay theta)
 * </pre>
 *
 * Biases and the scales and shifts of normalization layers are not decayed; see {@link TensorSpec#decays()}.
 *
 * @param learningRate the step size alpha
 * @param beta1 decay rate of the first moment
 * @param beta2 decay rate of the second moment
 * @param epsilon added to the root of the bias-corrected second moment
 * @param weightDecay the fraction of a weight that a step with learning rate 1 subtracts
 */
@JsonTypeName("adamW")
@Describe("Adam with decoupled weight decay (Loshchilov and Hutter 2019); biases and normalization are not decayed")
public record AdamW(
        @Describe(value = "step size", min = 0, aboveMin = true, max = 10, defaultJson = "0.001")
        double learningRate,

        @Describe(value = "decay rate of the first moment", min = 0, max = 1, belowMax = true, defaultJson = "0.9")
        double beta1,

        @Describe(value = "decay rate of the second moment", min = 0, max = 1, belowMax = true, defaultJson = "0.999")
        double beta2,

        @Describe(
                value = "added to the root of the bias-corrected second moment",
                min = 0,
                aboveMin = true,
                max = 1,
                defaultJson = "1e-8")
        double epsilon,

        @Describe(
                value = "fraction of a weight that a step with learning rate 1 subtracts",
                min = 0,
                max = 100,
                defaultJson = "0.01")
        double weightDecay)
        implements Optimizer {

    /** This optimizer with a different learning rate. */
    public AdamW learningRate(double newLearningRate) {
        return new AdamW(newLearningRate, beta1, beta2, epsilon, weightDecay);
    }

    /** This optimizer with different decay rates of the moments. */
    public AdamW betas(double newBeta1, double newBeta2) {
        return new AdamW(learningRate, newBeta1, newBeta2, epsilon, weightDecay);
    }

    /** This optimizer with a different epsilon. */
    public AdamW epsilon(double newEpsilon) {
        return new AdamW(learningRate, beta1, beta2, newEpsilon, weightDecay);
    }

    /** This optimizer with a different weight decay. */
    public AdamW weightDecay(double newWeightDecay) {
        return new AdamW(learningRate, beta1, beta2, epsilon, newWeightDecay);
    }
}
