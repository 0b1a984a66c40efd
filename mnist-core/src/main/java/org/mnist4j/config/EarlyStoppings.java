package org.mnist4j.config;

/** Factory methods for early stopping, for static import. */
public final class EarlyStoppings {

    private EarlyStoppings() {}

    /** Training runs for all epochs. */
    public static EarlyStopping noEarlyStopping() {
        return new NoEarlyStopping();
    }

    /**
     * Training stops after {@code epochs} epochs without any improvement of the metric; the best epoch's model is kept.
     */
    public static Patience patience(Metric metric, int epochs) {
        return new Patience(metric, epochs, 0, true);
    }
}
