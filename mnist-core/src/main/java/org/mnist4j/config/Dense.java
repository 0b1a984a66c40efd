package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A fully connected layer: {@code activation(W x + b)} with {@code W} of shape {@code [units][inputs]}.
 *
 * @param units number of outputs
 * @param activation applied to each pre-activation
 * @param init how {@code W} is drawn before training
 */
@JsonTypeName("dense")
@Describe("activation(W x + b), with W of shape [units][inputs]")
public record Dense(
        @Describe(value = "number of outputs", min = 1, max = 65_536)
        int units,

        @Describe(value = "activation function", defaultJson = "\"relu\"")
        Activation activation,

        @Describe(value = "how the weights are drawn before training", defaultJson = "\"heNormal\"")
        Initializer init)
        implements Layer {

    /** This layer with a different activation. */
    public Dense activation(Activation newActivation) {
        return new Dense(units, newActivation, init);
    }

    /** This layer with a different initializer. */
    public Dense init(Initializer newInit) {
        return new Dense(units, activation, newInit);
    }
}
