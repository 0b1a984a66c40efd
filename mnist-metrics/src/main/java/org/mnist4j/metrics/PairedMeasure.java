package org.mnist4j.metrics;

/**
 * One measure of two models on the same examples, and its difference.
 *
 * @param name as in {@code metrics.json}, such as {@code macroF1}
 * @param title for people, such as {@code macro-F1}
 * @param higherIsBetter whether the model with the higher value is the better one by this measure
 * @param first the measure of the first model
 * @param second the measure of the second model
 * @param difference the first minus the second; its interval is that of {@link PairedBootstrap}
 */
public record PairedMeasure(
        String name, String title, boolean higherIsBetter, Interval first, Interval second, Interval difference) {

    /** Which model a measure speaks for; the names are stable. */
    public enum Leader {
        /** The first model. */
        FIRST,
        /** The second model. */
        SECOND,
        /** Other examples might turn the order round. */
        NEITHER
    }

    /** Returns the better model if the interval of the difference leaves out 0, else {@link Leader#NEITHER}. */
    public Leader leader() {
        if (!difference.isDefined() || difference.contains(0)) {
            return Leader.NEITHER;
        }
        return difference.low() > 0 == higherIsBetter ? Leader.FIRST : Leader.SECOND;
    }
}
