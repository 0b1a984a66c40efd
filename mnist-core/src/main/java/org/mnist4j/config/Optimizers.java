package org.mnist4j.config;

/** Factory methods for optimizers, for static import. */
public final class Optimizers {

    private Optimizers() {}

    /** Adam with the paper's defaults: beta1 0.9, beta2 0.999, epsilon 1e-8. */
    public static Adam adam(double learningRate) {
        return new Adam(learningRate, 0.9, 0.999, 1e-8);
    }

    /** Adam with decoupled weight decay, 0.01 by default, and Adam's other defaults. */
    public static AdamW adamW(double learningRate) {
        return new AdamW(learningRate, 0.9, 0.999, 1e-8, 0.01);
    }

    /** Plain stochastic gradient descent; see {@link Sgd#momentum(double)} and {@link Sgd#nesterov(boolean)}. */
    public static Sgd sgd(double learningRate) {
        return new Sgd(learningRate, 0, false);
    }

    /** RMSProp with rho 0.9 and epsilon 1e-8. */
    public static RmsProp rmsProp(double learningRate) {
        return new RmsProp(learningRate, 0.9, 1e-8);
    }
}
