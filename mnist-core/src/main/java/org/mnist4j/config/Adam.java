package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Adam, exactly as in algorithm 1 of Kingma and Ba (2015). With gradient {@code g} at step {@code t = 1, 2, ...}:
 *
 * <pre>
 * m = beta1 m + (1 - beta1) g          m_hat = m / (1 - beta1^t)
 * v = beta2 v + (1 - beta2) g^2        v_hat = v / (1 - beta2^t)
 * theta = theta - learningRate m_hat / (sqrt(v_hat) + epsilon)
 * </pre>
 *
 * @param learningRate the step size alpha
 * @param beta1 decay rate of the first moment
 * @param beta2 decay rate of the second moment
 * @param epsilon added to the root of the bias-corrected second moment
 */
@JsonTypeName("adam")
@Describe("algorithm 1 of Kingma and Ba (2015), with bias-corrected moments")
public record Adam(
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
        double epsilon)
        implements Optimizer {

    /** This optimizer with a different learning rate. */
    public Adam learningRate(double newLearningRate) {
        return new Adam(newLearningRate, beta1, beta2, epsilon);
    }

    /** This optimizer with different decay rates of the moments. */
    public Adam betas(double newBeta1, double newBeta2) {
        return new Adam(learningRate, newBeta1, newBeta2, epsilon);
    }

    /** This optimizer with a different epsilon. */
    public Adam epsilon(double newEpsilon) {
        return new Adam(learningRate, beta1, beta2, newEpsilon);
    }
}
