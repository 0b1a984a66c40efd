package org.mnist4j.model;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A classifier's prediction for one image. */
public final class Prediction {

    private final List<String> classNames;
    private final float[] probabilities;
    private final OptionalDouble threshold;
    private final int predicted;

    /** Takes ownership of the array. */
    Prediction(List<String> classNames, float[] probabilities, OptionalDouble threshold) {
        this.classNames = classNames;
        this.probabilities = probabilities;
        this.threshold = threshold;
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

    /**
     * Whether the {@link #confidence()} reaches the {@link #threshold()} of a calibrated model.
     *
     * <p>False if there is no threshold: of a model without a {@link Calibration}, and of an ensemble, nothing is known to be
     * sure. An image that shows none of the classes is often unsure, but not always: the threshold says something about images
     * like those of the calibration only.
     */
    public boolean isSure() {
        return threshold.isPresent() && confidence() >= threshold.getAsDouble();
    }

    /** The least confidence of a sure prediction, in [0, 1]; empty unless one calibrated model made the prediction. */
    public OptionalDouble threshold() {
        return threshold;
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
        String unsure = threshold.isPresent() && !isSure() ? ", unsure" : "";
        return String.format(Locale.ROOT, "%s (%.4f%s)", className(), confidence(), unsure);
    }
}
