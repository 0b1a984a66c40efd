package org.mnist4j.config;

/** The activation function that a layer applies to each pre-activation {@code z}. */
public enum Activation implements JsonName {
    /** {@code max(0, z)}. */
    RELU("relu"),
    /** The hyperbolic tangent of {@code z}. */
    TANH("tanh"),
    /** {@code 1 / (1 + exp(-z))}. */
    SIGMOID("sigmoid"),
    /** {@code z} where {@code z > 0}, otherwise {@code 0.01 z}. */
    LEAKY_RELU("leakyRelu"),
    /** {@code z} itself. */
    IDENTITY("identity");

    private final String jsonName;

    Activation(String jsonName) {
        this.jsonName = jsonName;
    }

    @Override
    public String jsonName() {
        return jsonName;
    }
}
