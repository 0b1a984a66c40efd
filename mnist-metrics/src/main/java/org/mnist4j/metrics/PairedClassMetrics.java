package org.mnist4j.metrics;

/**
 * The scores of one class by two models on the same examples.
 *
 * <p>The differences are described and not tested: among ten classes, one that differs by chance alone is to be expected.
 *
 * @param first the first model's scores
 * @param second the second model's scores of the same class, with the same support
 */
public record PairedClassMetrics(ClassMetrics first, ClassMetrics second) {

    /**
     * Checks that both are of one class.
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

    /** Returns how many examples have this label. */
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
