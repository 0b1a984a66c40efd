package org.mnist4j.metrics;

/**
 * An example that two models classify differently, so that at least one of them is wrong.
 *
 * @param index the example's position in the test set, from 0
 * @param label its true class index
 * @param firstPredicted the class index predicted by the first model
 * @param firstProbability the first model's probability for its prediction, in [0, 1]
 * @param secondPredicted the class index predicted by the second model, a different one
 * @param secondProbability the second model's probability for its prediction, in [0, 1]
 */
public record Disagreement(
        int index,
        int label,
        int firstPredicted,
        float firstProbability,
        int secondPredicted,
        float secondProbability) {

    /** Which of the two models classifies an example correctly; the names are stable. */
    public enum Kind {
        /** Only the first model. */
        ONLY_FIRST_CORRECT,
        /** Only the second model. */
        ONLY_SECOND_CORRECT,
        /** Neither, and their predictions differ. */
        BOTH_WRONG
    }

    /**
     * Checks that the two predictions differ.
     *
     * @throws IllegalArgumentException if they do not
     */
    public Disagreement {
        if (firstPredicted == secondPredicted) {
            throw new IllegalArgumentException("secondPredicted: expected a class other than the first model's, "
                    + firstPredicted + ", but was the same");
        }
    }

    static Disagreement of(Predictions first, Predictions second, int index) {
        return new Disagreement(
                index,
                first.label(index),
                first.predicted(index),
                first.confidence(index),
                second.predicted(index),
                second.confidence(index));
    }

    /** Returns which model is right. */
    public Kind kind() {
        if (firstPredicted == label) {
            return Kind.ONLY_FIRST_CORRECT;
        }
        return secondPredicted == label ? Kind.ONLY_SECOND_CORRECT : Kind.BOTH_WRONG;
    }

    /** Returns the probability of the wrong prediction, in [0, 1]; the larger one if both are wrong. */
    public float mistakenConfidence() {
        return switch (kind()) {
            case ONLY_FIRST_CORRECT -> secondProbability;
            case ONLY_SECOND_CORRECT -> firstProbability;
            case BOTH_WRONG -> Math.max(firstProbability, secondProbability);
        };
    }
}
