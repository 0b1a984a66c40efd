package org.mnist4j.config;

/** Makes weight averagings, for a static import. */
public final class Averagings {

    private Averagings() {}

    /** The model has the weights that training ends with. */
    public static Averaging noAveraging() {
        return new NoAveraging();
    }

    /** The exponential moving average over the steps, for instance with decay 0.999. */
    public static ExponentialAverage ema(double decay) {
        return new ExponentialAverage(decay);
    }

    /** The mean of the weights at the ends of the last {@code epochs} epochs. */
    public static LastEpochs lastEpochs(int epochs) {
        return new LastEpochs(epochs);
    }
}
