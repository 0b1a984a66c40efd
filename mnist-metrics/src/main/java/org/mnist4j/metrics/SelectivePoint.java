package org.mnist4j.metrics;

/**
 * What a classifier does if it predicts only the examples that it is confident enough about, and abstains from the others.
 *
 * @param threshold the least confidence of an accepted example, in [0, 1]; an example is accepted if its confidence is equal or
 *     higher
 * @param accepted the number of accepted examples, 0 to {@code examples}
 * @param wrong how many of the accepted ones are misclassified
 * @param examples the number of all examples
 */
public record SelectivePoint(double threshold, int accepted, int wrong, int examples) {

    /**
     * Checks the counts and the threshold.
     *
     * @throws IllegalArgumentException if the threshold is not in [0, 1] or the counts are not {@code 0 <= wrong <= accepted <=
     *     examples}
     */
    public SelectivePoint {
        if (!(threshold >= 0 && threshold <= 1)) { // NaN too
            throw new IllegalArgumentException("threshold: expected a number from 0 to 1, but was " + threshold);
        }
        if (wrong < 0 || wrong > accepted || accepted > examples) {
            throw new IllegalArgumentException("counts: expected 0 <= wrong <= accepted <= examples, but were " + wrong
                    + ", " + accepted + " and " + examples);
        }
    }

    /** Returns the share of accepted examples, in [0, 1]; NaN for zero examples. */
    public double coverage() {
        return (double) accepted / examples;
    }

    /** Returns the share of the accepted examples that are misclassified, in [0, 1]; NaN if none is accepted. */
    public double risk() {
        return (double) wrong / accepted;
    }

    /** Returns the selective accuracy, the share of the accepted examples that are classified correctly; NaN if none is accepted. */
    public double accuracy() {
        return (double) (accepted - wrong) / accepted;
    }
}
