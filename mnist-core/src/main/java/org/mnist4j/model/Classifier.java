package org.mnist4j.model;

import java.util.List;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;

/**
 * Predicts class probabilities for images: one {@link Model}, or an {@link Ensemble} of several.
 *
 * <p>Immutable, and safe to call from any number of threads at once; the same image gives the same bits on every thread,
 * alone or in a data set.
 */
public sealed interface Classifier permits Model, Ensemble {

    /** The shape of its input images. */
    ImageShape input();

    /** One name per class, in the order of the probabilities. */
    List<String> classNames();

    /**
     * Classifies one image.
     *
     * @param pixels {@code [height * width * channels]}, row by row, channels last, each byte an unsigned 0..255
     * @throws IllegalArgumentException if the length does not fit {@link #input()}
     * @throws ArithmeticException if weights are so large that the outputs overflow a float
     */
    Prediction predict(byte[] pixels);

    /**
     * Classifies every image of a data set, on as many threads as the common pool has.
     *
     * @throws IllegalArgumentException if the images' shape or class names are not {@link #input()} and {@link #classNames()}
     * @throws ArithmeticException if weights are so large that the outputs overflow a float
     */
    Predictions predict(ImageDataset images);

    /**
     * Classifies every image of a data set and measures the result against the labels.
     *
     * @throws IllegalArgumentException if the images' shape or class names are not {@link #input()} and {@link #classNames()}
     * @throws ArithmeticException if weights are so large that the outputs overflow a float
     */
    default EvaluationReport evaluate(ImageDataset images) {
        return EvaluationReport.of(predict(images));
    }
}
