package org.mnist4j.config;

/** Factory methods for weight averaging, for static import. */
public final class Averagings {

    private Averagings() {}

    /** The model has the final weights. */
    public static Averaging noAveraging() {
        return new NoAveraging();
    }

    /** The exponential moving average over the steps, for instance with decay 0.999. */
    public static ExponentialAverage ema(double decay) {
        return new ExponentialAverage(decay);
    }

    /** The mean of the weights at the end of each of the last {@code epochs} epochs. */
    public static LastEpochs lastEpochs(int epochs) {
        return new LastEpochs(epochs);
    }
}
