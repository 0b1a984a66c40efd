package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * RMSProp (Tieleman and Hinton, lecture 6.5 of "Neural networks for machine learning", 2012; epsilon outside the root,
 * as in PyTorch). With gradient {@code g}:
 *
 * <pre>
 * v = rho v + (1 - rho) g^2
 * theta = theta - learningRate g / (sqrt(v) + epsilon)
 * </pre>
 *
 * @param learningRate the step size
 * @param rho decay rate of the mean square
 * @param epsilon added to the root of the mean square
 */
@JsonTypeName("rmsProp")
@Describe("v = rho * v + (1 - rho) * gradient^2, then theta -= learningRate * gradient / (sqrt(v) + epsilon)")
public record RmsProp(
        @Describe(value = "step size", min = 0, aboveMin = true, max = 10, defaultJson = "0.001")
        double learningRate,

        @Describe(value = "decay rate of the mean square", min = 0, max = 1, belowMax = true, defaultJson = "0.9")
        double rho,

        @Describe(
                value = "added to the root of the mean square",
                min = 0,
                aboveMin = true,
                max = 1,
                defaultJson = "1e-8")
        double epsilon)
        implements Optimizer {

    /** This optimizer with a different learning rate. */
    public RmsProp learningRate(double newLearningRate) {
        return new RmsProp(newLearningRate, rho, epsilon);
    }

    /** This optimizer with a different decay rate of the mean square. */
    public RmsProp rho(double newRho) {
        return new RmsProp(learningRate, newRho, epsilon);
    }

    /** This optimizer with a different epsilon. */
    public RmsProp epsilon(double newEpsilon) {
        return new RmsProp(learningRate, rho, newEpsilon);
    }
}
