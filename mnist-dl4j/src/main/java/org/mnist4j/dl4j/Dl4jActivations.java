package org.mnist4j.dl4j;

import java.util.Optional;
import org.mnist4j.config.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** The activations that both libraries have. */
final class Dl4jActivations {

    private static final double LEAK = 0.01; // Activation.LEAKY_RELU's

    private Dl4jActivations() {}

    static IActivation toDl4j(Activation activation) {
        return switch (activation) {
            case RELU -> new ActivationReLU();
            case TANH -> new ActivationTanH();
            case SIGMOID -> new ActivationSigmoid();
            case LEAKY_RELU -> new ActivationLReLU(LEAK);
            case IDENTITY -> new ActivationIdentity();
        };
    }

    /** Empty if this library has no such activation. Subclasses may compute something else, so classes must be equal. */
    static Optional<Activation> fromDl4j(IActivation activation) {
        for (Activation ours : Activation.values()) {
            if (toDl4j(ours).getClass() == activation.getClass()) {
                boolean sameLeak = !(activation instanceof ActivationLReLU leaky) || leaky.getAlpha() == LEAK;
                return sameLeak ? Optional.of(ours) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
