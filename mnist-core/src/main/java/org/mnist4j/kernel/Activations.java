package org.mnist4j.kernel;

import org.mnist4j.config.Activation;

/** Activation functions and their derivatives, applied in place; results are bit-identical on every machine. */
public final class Activations {

    private static final float LEAKY_SLOPE = 0.01f;

    private Activations() {}

    /** Replaces the first {@code n} pre-activations {@code z} by {@code f(z)}. */
    public static void apply(Activation activation, float[] z, int n) {
        switch (activation) {
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    z[i] = Math.max(z[i], 0f);
                }
            }
            case LEAKY_RELU -> {
                for (int i = 0; i < n; i++) {
                    z[i] = Math.max(z[i], LEAKY_SLOPE * z[i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    z[i] = Elementary.tanh(z[i]);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    z[i] = Elementary.sigmoid(z[i]);
                }
            }
            case IDENTITY -> {}
        }
    }

    /**
     * Multiplies the first {@code n} gradients by {@code f'(z)}, computed from the activation {@code y = f(z)}: ReLU's
     * is 1 where {@code y > 0}, tanh's {@code 1 - y^2}, the sigmoid's {@code y (1 - y)}.
     */
    public static void multiplyByDerivative(Activation activation, float[] y, float[] gradient, int n) {
        switch (activation) {
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    gradient[i] = y[i] > 0 ? gradient[i] : 0f;
                }
            }
            case LEAKY_RELU -> {
                for (int i = 0; i < n; i++) {
                    gradient[i] = y[i] > 0 ? gradient[i] : LEAKY_SLOPE * gradient[i];
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    gradient[i] *= 1 - y[i] * y[i];
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    gradient[i] *= y[i] * (1 - y[i]);
                }
            }
            case IDENTITY -> {}
        }
    }
}
