package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A fully connected layer: {@code activation(W x + b)} with {@code W} of shape {@code [units][inputs]}.
 *
 * @param units number of outputs
 * @param activation what is applied to each weighted sum
 * @param init how {@code W} is drawn before training
 */
@JsonTypeName("dense")
@Describe("activation(W x + b), with W of shape [units][inputs]")
public record Dense(
        @Describe(value = "number of outputs", min = 1, max = 65_536)
        int units,

        @Describe(value = "applied to each weighted sum", defaultJson = "\"relu\"")
        Activation activation,

        @Describe(value = "how the weights are drawn before training", defaultJson = "\"heNormal\"")
        Initializer init)
        implements Layer {

    /** This layer with another activation. */
    public Dense activation(Activation newActivation) {
        return new Dense(units, newActivation, init);
    }

    /** This layer with another initializer. */
    public Dense init(Initializer newInit) {
        return new Dense(units, activation, newInit);
    }
}
