package org.mnist4j.metrics;

/**
 * An example that two models classify differently, so that at least one of them is wrong.
 *
 * @param index the example's position in the test set, from 0
 * @param label its true class index
 * @param firstPredicted the first model's answer, a class index
 * @param firstProbability what the first model gave its answer, in [0, 1]
 * @param secondPredicted the second model's answer, another class index
 * @param secondProbability what the second model gave its answer, in [0, 1]
 */
public record Disagreement(
        int index,
        int label,
        int firstPredicted,
        float firstProbability,
        int secondPredicted,
        float secondProbability) {

    /** Who is right about an example; the names are stable. */
    public enum Kind {
        /** The first model alone. */
        ONLY_FIRST_CORRECT,
        /** The second model alone. */
        ONLY_SECOND_CORRECT,
        /** Neither; their answers differ. */
        BOTH_WRONG
    }

    /**
     * Checks that the two answers differ.
     *
     * @throws IllegalArgumentException if they do not
     */
    public Disagreement {
        if (firstPredicted == secondPredicted) {
            throw new IllegalArgumentException("secondPredicted: expected another class than the first model's, "
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

    /** Returns who is right. */
    public Kind kind() {
        if (firstPredicted == label) {
            return Kind.ONLY_FIRST_CORRECT;
        }
        return secondPredicted == label ? Kind.ONLY_SECOND_CORRECT : Kind.BOTH_WRONG;
    }

    /** Returns the probability of the wrong answer, in [0, 1]; of two wrong answers the larger one. */
    public float mistakenConfidence() {
        return switch (kind()) {
            case ONLY_FIRST_CORRECT -> secondProbability;
            case ONLY_SECOND_CORRECT -> firstProbability;
            case BOTH_WRONG -> Math.max(firstProbability, secondProbability);
        };
    }
}
