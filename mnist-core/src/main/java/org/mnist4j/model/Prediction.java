package org.mnist4j.model;

import java.util.List;
import java.util.Locale;

/** A classifier's prediction for one image. */
public final class Prediction {

    private final List<String> classNames;
    private final float[] probabilities;
    private final int predicted;

    /** Takes ownership of the array. */
    Prediction(List<String> classNames, float[] probabilities) {
        this.classNames = classNames;
        this.probabilities = probabilities;
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        this.predicted = best;
    }

    /** The index of the most probable class, the lowest one if several are equally probable. */
    public int predicted() {
        return predicted;
    }

    /** The name of the most probable class. */
    public String className() {
        return classNames.get(predicted);
    }

    /** The probability of the most probable class. */
    public float confidence() {
        return probabilities[predicted];
    }

    /** The probability of a class, in [0, 1]. */
    public float probability(int clazz) {
        return probabilities[clazz];
    }

    /** A copy of all probabilities, {@code [classes]}; they sum to 1. */
    public float[] probabilities() {
        return probabilities.clone();
    }

    /** One name per class, in the order of the probabilities. */
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (%.4f)", className(), confidence());
    }
}
