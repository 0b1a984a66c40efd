package org.mnist4j.config;

/**
 * How the weights of a layer with {@code in} inputs and {@code out} outputs are drawn before training.
 *
 * <p>Biases start at zero, except with {@link #FAN_IN_UNIFORM}.
 */
public enum Initializer implements JsonName {
    /** Normal with mean 0 and standard deviation {@code sqrt(2 / in)} (He et al. 2015, for ReLU). */
    HE_NORMAL("heNormal"),
    /** Uniform in {@code [-a, a]} with {@code a = sqrt(6 / in)}: the same variance as {@link #HE_NORMAL}. */
    HE_UNIFORM("heUniform"),
    /**
     * Uniform in {@code [-a, a]} with {@code a = sqrt(6 / (in + out))} (Glorot and Bengio 2010, "normalized
     * initialization").
     */
    XAVIER("xavier"),
    /**
     * Weights and biases uniform in {@code [-a, a]} with {@code a = 1 / sqrt(in)}: what PyTorch's {@code nn.Linear}
     * does by default.
     */
    FAN_IN_UNIFORM("fanInUniform");

    private final String jsonName;

    Initializer(String jsonName) {
        this.jsonName = jsonName;
    }

    @Override
    public String jsonName() {
        return jsonName;
    }
}
