package org.mnist4j.model;

import java.nio.file.Path;
import java.util.List;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.InkStatistics;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;

/**
 * Predicts class probabilities for images: a single {@link Model} or an {@link Ensemble} of several.
 *
 * <p>Implementations are immutable and thread-safe; the same image gives bit-identical results on every thread, alone
 * or in a data set.
 */
public sealed interface Classifier permits Model, Ensemble {

    /**
     * Reads a model or an ensemble, whichever the file holds. Nothing in the file is executed, and everything is
     * checked before it is used.
     *
     * @param file a file written by {@link Model#save} or {@link Ensemble#save}
     * @throws ModelFormatException if the file is neither of this library or is damaged
     */
    static Classifier load(Path file) {
        return ModelFile.readAny(file);
    }

    /**
     * Writes the model or the ensemble as one safetensors file: to a temporary file beside the target, forced to the
     * disk, then renamed. The same content always gives the same bytes. An existing file is replaced only by a complete
     * new one.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written; an existing file is then left unchanged
     */
    void save(Path file);

    /** The models whose probabilities are averaged: of a single model, itself. */
    List<Model> members();

    /** The shape of the input images. */
    ImageShape input();

    /** One name per class, in the order of the probabilities. */
    List<String> classNames();

    /**
     * What the ink of the training images looks like, by which {@link org.mnist4j.data.DigitImage} prepares pictures;
     * of an ensemble, that of its first member.
     */
    InkStatistics inkStatistics();

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
