package org.mnist4j.metrics;

/**
 * One measure of two models on the same examples, and the difference between them.
 *
 * @param name as in {@code metrics.json}, such as {@code macroF1}
 * @param title for display, such as {@code macro-F1}
 * @param higherIsBetter whether higher values are better
 * @param first the measure of the first model
 * @param second the measure of the second model
 * @param difference the first minus the second, with the interval of {@link PairedBootstrap}
 */
public record PairedMeasure(
        String name, String title, boolean higherIsBetter, Interval first, Interval second, Interval difference) {

    /** The model that is better by a measure; the names are stable. */
    public enum Leader {
        /** The first model. */
        FIRST,
        /** The second model. */
        SECOND,
        /** Undecided: other examples might reverse the order. */
        NEITHER
    }

    /** Returns the better model if the interval of the difference excludes 0, otherwise {@link Leader#NEITHER}. */
    public Leader leader() {
        if (!difference.isDefined() || difference.contains(0)) {
            return Leader.NEITHER;
        }
        return difference.low() > 0 == higherIsBetter ? Leader.FIRST : Leader.SECOND;
    }
}
