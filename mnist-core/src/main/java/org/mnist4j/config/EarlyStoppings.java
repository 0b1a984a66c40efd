package org.mnist4j.config;

/** Makes rules for early stopping, for a static import. */
public final class EarlyStoppings {

    private EarlyStoppings() {}

    /** Training continues to its last epoch. */
    public static EarlyStopping noEarlyStopping() {
        return new NoEarlyStopping();
    }

    /** Training ends after the given number of epochs without an improvement of the metric; the result is the best epoch's model. */
    public static Patience patience(Metric metric, int epochs) {
        return new Patience(metric, epochs, 0, true);
    }
}
