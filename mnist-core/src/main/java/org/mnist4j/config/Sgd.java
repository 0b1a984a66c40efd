package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Stochastic gradient descent with (heavy-ball) momentum: {@code velocity = momentum * velocity + g; theta = theta -
 * learningRate * velocity}.
 *
 * @param learningRate the step size
 * @param momentum the share of the velocity that is kept, 0 for plain descent
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
        double momentum)
        implements Optimizer {

    /** This optimizer with another step size. */
    public Sgd learningRate(double newLearningRate) {
        return new Sgd(newLearningRate, momentum);
    }

    /** This optimizer with another momentum. */
    public Sgd momentum(double newMomentum) {
        return new Sgd(learningRate, newMomentum);
    }
}
