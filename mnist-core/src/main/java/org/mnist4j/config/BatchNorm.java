package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Batch normalization (Ioffe and Szegedy 2015) of each channel, or of each unit of a vector: {@code activation(gamma *
 * (x - mean) / sqrt(variance + epsilon) + beta)}. Training uses the mean and variance over the batch and all positions;
 * prediction uses the running statistics, updated after each batch as {@code running = (1 - momentum) * running +
 * momentum * batch}, with the unbiased variance of the batch.
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

    /** This layer with a different momentum. */
    public BatchNorm momentum(double newMomentum) {
        return new BatchNorm(newMomentum, epsilon, activation);
    }

    /** This layer with a different epsilon. */
    public BatchNorm epsilon(double newEpsilon) {
        return new BatchNorm(momentum, newEpsilon, activation);
    }

    /** This layer with a different activation. */
    public BatchNorm activation(Activation newActivation) {
        return new BatchNorm(momentum, epsilon, newActivation);
    }
}
