package org.mnist4j.config;

/** Makes optimizers, for a static import. */
public final class Optimizers {

    private Optimizers() {}

    /** Adam with the paper's defaults: beta1 0.9, beta2 0.999, epsilon 1e-8. */
    public static Adam adam(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8);
    }

    /** Plain gradient descent; see {@link Sgd#momentum(double)}. */
    public static Sgd sgd(double learningRate) {
        return new Sgd(learningRate, 0);
    }
}
