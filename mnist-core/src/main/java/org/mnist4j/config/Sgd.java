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
 * <p>Nesterov's form is that of Sutskever et al. (2013) as PyTorch writes it, with the gradient taken where the parameters
 * are.
 *
 * @param learningRate the step size
 * @param momentum the share of the velocity that is kept, 0 for plain descent
 * @param nesterov whether a step looks ahead along the velocity; needs momentum
 */
@JsonTypeName("sgd")
@Describe("velocity = momentum * velocity + gradient, then theta -= learningRate * velocity")
public record Sgd(
        @Describe(value = "step size", min = 0, aboveMin = true, max = 10)
        double learningRate,

        @Describe(
                value = "share of the velocity kept from step to step",
                min = 0,
                max = 1,
                belowMax = true,
                defaultJson = "0")
        double momentum,

        @Describe(
                value = "step by gradient + momentum * velocity instead, which needs momentum above 0",
                defaultJson = "false")
        boolean nesterov)
        implements Optimizer {

    /** This optimizer with another step size. */
    public Sgd learningRate(double newLearningRate) {
        return new Sgd(newLearningRate, momentum, nesterov);
    }

    /** This optimizer with another momentum. */
    public Sgd momentum(double newMomentum) {
        return new Sgd(learningRate, newMomentum, nesterov);
    }

    /** This optimizer with or without Nesterov's look ahead. */
    public Sgd nesterov(boolean newNesterov) {
        return new Sgd(learningRate, momentum, newNesterov);
    }
}
