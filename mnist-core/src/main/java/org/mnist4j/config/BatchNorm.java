package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Batch normalization (Ioffe and Szegedy 2015) of each channel, or of each unit of a vector: {@code activation(gamma * (x -
 * mean) / sqrt(variance + epsilon) + beta)}, in training with mean and variance over the batch and all positions, at
 * prediction with running ones: {@code running = (1 - momentum) * running + momentum * batch's}, of the variance the
 * unbiased one.
 *
 * @param momentum weight of each new batch in the running statistics
 * @param epsilon added to the variance
 * @param activation applied to each normalized value
 */
@JsonTypeName("batchNorm")
@Describe("batch normalization (Ioffe and Szegedy 2015) of each channel, or of each unit of a vector")
public record BatchNorm(
        @Describe(
                value = "weight of each new batch in the running statistics",
                min = 0,
                aboveMin = true,
                max = 1,
                defaultJson = "0.1")
        double momentum,

        @Describe(value = "added to the variance", min = 0, aboveMin = true, max = 1, defaultJson = "1e-5")
        double epsilon,

        @Describe(value = "applied to each normalized value", defaultJson = "\"identity\"")
        Activation activation)
        implements Layer {

    /** This layer with another weight of each new batch. */
    public BatchNorm momentum(double newMomentum) {
        return new BatchNorm(newMomentum, epsilon, activation);
    }

    /** This layer with another epsilon. */
    public BatchNorm epsilon(double newEpsilon) {
        return new BatchNorm(momentum, newEpsilon, activation);
    }

    /** This layer with another activation. */
    public BatchNorm activation(Activation newActivation) {
        return new BatchNorm(momentum, epsilon, newActivation);
    }
}
