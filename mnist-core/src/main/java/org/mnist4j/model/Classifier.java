package org.mnist4j.model;

import java.util.List;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;

/**
 * Predicts class probabilities for images: a single {@link Model} or an {@link Ensemble} of several.
 *
 * <p>Implementations are immutable and thread-safe; the same image gives bit-identical results on every thread, alone
 * or in a data set.
 */
public sealed interface Classifier permits Model, Ensemble {

    /** The shape of the input images. */
    ImageShape input();

    /** One name per class, in the order of the probabilities. */
    List<String> classNames();

    /**
     * Classifies one image.
     *
     * @param pixels {@code [height * width * channels]}, row by row, channels last, each byte an unsigned 0..255
     * @throws IllegalArgumentException if the length does not match {@link #input()}
     * @throws ArithmeticException if weights are so large that the outputs overflow a float
     */
    Prediction predict(byte[] pixels);

    /**
     * Classifies every image of a data set, on the threads of the common pool.
     *
     * @throws IllegalArgumentException if the images' shape or class names differ from {@link #input()} and {@link
     *     #classNames()}
     * @throws ArithmeticException if weights are so large that the outputs overflow a float
     */
    Predictions predict(ImageDataset images);

    /**
     * Classifies every image of a data set and evaluates the predictions against the labels.
     *
     * @throws IllegalArgumentException if the images' shape or class names differ from {@link #input()} and {@link
     *     #classNames()}
     * @throws ArithmeticException if weights are so large that the outputs overflow a float
     */
    default EvaluationReport evaluate(ImageDataset images) {
        return EvaluationReport.of(predict(images));
    }
}
