package org.mnist4j.config;

/**
 * The output layer: one logit per class, turned into probabilities by softmax, {@code exp(z_i) / sum_j exp(z_j)}.
 *
 * @param init how its weights are drawn before training
 */
@Describe("softmax output over the classes")
public record Softmax(
        @Describe(value = "how the weights are drawn before training", defaultJson = "\"xavier\"")
        Initializer init) {

    /** This output with a different initializer. */
    public Softmax init(Initializer newInit) {
        return new Softmax(newInit);
    }
}
