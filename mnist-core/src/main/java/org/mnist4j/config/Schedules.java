package org.mnist4j.config;

/** Factory methods for learning-rate schedules, for static import. */
public final class Schedules {

    private Schedules() {}

    /** The learning rate stays constant. */
    public static Schedule constant() {
        return new Constant();
    }

    /** The learning rate is multiplied by {@code factor} every {@code everyEpochs} epochs. */
    public static StepDecay step(int everyEpochs, double factor) {
        return new StepDecay(everyEpochs, factor);
    }

    /** The learning rate falls to 0 along half a cosine; see {@link Cosine#finalFactor(double)}. */
    public static Cosine cosine() {
        return new Cosine(0);
    }

    /** Rises from 1/25 during 30% of the steps, then falls to 1/250,000: PyTorch's defaults. */
    public static OneCycle oneCycle() {
        return new OneCycle(0.3, 0.04, 4e-6);
    }
}
