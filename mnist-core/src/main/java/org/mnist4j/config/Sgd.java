package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Stochastic gradient descent with momentum. With gradient {@code g}:
 *
 * <pre>
 * velocity = momentum velocity + g
 * theta = theta - learningRate velocity                     heavy ball
 * theta = theta - learningRate (g + momentum velocity)      Nesterov
 * </pre>
 *
 * <p>Nesterov's form is that of Sutskever et al. (2013) as implemented in PyTorch, with the gradient taken at the
 * current parameters.
 *
 * @param learningRate the step size
 * @param momentum the fraction of the velocity kept from step to step; 0 for plain gradient descent
 * @param nesterov whether a step looks ahead along the velocity; requires momentum
 */
@JsonTypeName("sgd")
@Describe("velocity = momentum * velocity + gradient, then theta -= learningRate * velocity")
public record Sgd(
        @Describe(value = "step size", min = 0, aboveMin = true, max = 10)
        double learningRate,

        @Describe(
                value = "fraction of the velocity kept from step to step",
                min = 0,
                max = 1,
                belowMax = true,
                defaultJson = "0")
        double momentum,

        @Describe(
                value = "use gradient + momentum * velocity for the step instead; requires momentum above 0",
                defaultJson = "false")
        boolean nesterov)
        implements Optimizer {

    /** This optimizer with a different learning rate. */
    public Sgd learningRate(double newLearningRate) {
        return new Sgd(newLearningRate, momentum, nesterov);
    }

    /** This optimizer with a different momentum. */
    public Sgd momentum(double newMomentum) {
        return new Sgd(learningRate, newMomentum, nesterov);
    }

    /** This optimizer with or without Nesterov momentum. */
    public Sgd nesterov(boolean newNesterov) {
        return new Sgd(learningRate, momentum, newNesterov);
    }
}
