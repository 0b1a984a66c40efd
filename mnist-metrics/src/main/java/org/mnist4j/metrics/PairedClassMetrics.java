package org.mnist4j.metrics;

/**
 * The scores of two models for one class, on the same examples.
 *
 * <p>The differences come without a significance test: among ten classes, one is likely to differ by chance alone.
 *
 * @param first the first model's scores
 * @param second the second model's scores for the same class, with the same support
 */
public record PairedClassMetrics(ClassMetrics first, ClassMetrics second) {

    /**
     * Checks that both are for the same class.
     *
     * @throws IllegalArgumentException if name or support differ
     */
    public PairedClassMetrics {
        if (!first.name().equals(second.name()) || first.support() != second.support()) {
            throw new IllegalArgumentException("second: expected the class of the first, " + first.name() + " with "
                    + first.support() + " examples, but was " + second.name() + " with " + second.support());
        }
    }

    /** Returns the class name. */
    public String name() {
        return first.name();
    }

    /** Returns the number of examples with this label. */
    public long support() {
        return first.support();
    }

    /** Returns the first's precision minus the second's, in [-1, 1]. */
    public double precisionDifference() {
        return first.precision() - second.precision();
    }

    /** Returns the first's recall minus the second's, in [-1, 1]. */
    public double recallDifference() {
        return first.recall() - second.recall();
    }

    /** Returns the first's F1 minus the second's, in [-1, 1]. */
    public double f1Difference() {
        return first.f1() - second.f1();
    }
}
