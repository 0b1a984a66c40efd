package org.mnist4j.config;

/** Makes rules for early stopping, for a static import. */
public final class EarlyStoppings {

    private EarlyStoppings() {}

    /** Training goes on to its last epoch. */
    public static NoEarlyStopping noEarlyStopping() {
        return new NoEarlyStopping();
    }

    /** Training ends after so many epochs without any improvement of the metric; the best epoch's model is kept. */
    public static Patience patience(Metric metric, int epochs) {
        return new Patience(metric, epochs, 0, true);
    }
}
