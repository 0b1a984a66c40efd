package org.mnist4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;

/** A model of 784-1-2 as a file, with any change to it under the right hash: what somebody could make on purpose. */
final class CraftedModel {

    private static final int PARAMETERS = 784 + 1 + 2 + 2;
    static final int DATA_BYTES = PARAMETERS * Float.BYTES;

    private CraftedModel() {}

    static Model model() {
        ExperimentConfig config = ExperimentConfig.builder()
                .input(ImageShape.of(28, 28, 1))
                .classes(2)
                .layers(Layers.dense(1))
                .epochs(1)
                .build();
        float[] parameters = new float[PARAMETERS];
        Arrays.fill(parameters, 0.5f);
        return Model.of(config, List.of("zero", "one"), parameters);
    }

    static byte[] bytes() {
        return bytes(model());
    }

    /** Two equal members. */
    static byte[] ensemble() {
        return bytes(Ensemble.of(model(), model()));
    }

    private static byte[] bytes(Classifier model) {
        try {
            Path file = Files.createTempFile("mnist4j", ".safetensors");
            model.save(file);
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A model of pooling, batch normalization and the output on 2x2 pixels: gamma, beta, mean and variance come first. */
    static byte[] normalized() {
        ExperimentConfig config = ExperimentConfig.builder()
                .input(ImageShape.of(28, 28, 1))
                .classes(2)
                .layers(Layers.maxPool2d(14), Layers.batchNorm())
                .epochs(1)
                .build();
        float[] parameters = new float[4 + 2 * 4 + 2];
        Arrays.fill(parameters, 0.5f);
        return bytes(Model.of(config, List.of("zero", "one"), parameters));
    }

    /** With a temperature of 1.5 and a threshold of 0.75. */
    static byte[] calibrated() {
        return bytes(model().withCalibration(new Calibration("t", "0a".repeat(32), 60, 1.5, 0.25, 0.75, 50, 5)));
    }

    /** The header's text with the first such piece replaced. */
    static byte[] with(String piece, String replacement) {
        return CraftedFile.with(bytes(), piece, replacement);
    }

    /** All parameters with this value. */
    static byte[] withWeights(float value) {
        return CraftedFile.withValues(bytes(), 0, PARAMETERS, value);
    }
}
