package org.mnist4j.model;

import java.util.Arrays;
import java.util.List;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Flatten;
import org.mnist4j.config.Layer;
import org.mnist4j.config.LayerSummary;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.data.ImageShape;

/**
 * The order of an image's values as a vector: PyTorch's {@code Flatten} puts channels first, this library's pixels have
 * them last. It concerns the layers up to the first dense one, if no other kind comes before them, and images of several
 * channels.
 */
final class PixelOrder {

    private PixelOrder() {}

    /** Reorders parameters in place, from a network that takes its images channels first. */
    static void toChannelsLast(ExperimentConfig config, float[] parameters) {
        ImageShape image = config.input();
        if (image.channels() == 1 || !flattensTheImage(config.layers())) {
            return;
        }
        int offset = 0;
        for (LayerSummary layer : config.summary().layers()) {
            boolean normalizes = layer.kind().equals("batchNorm");
            for (TensorSpec tensor : layer.tensors()) {
                boolean isOfInputs = normalizes || tensor.shape().size() == 2;
                for (int row = 0; isOfInputs && row < tensor.size(); row += image.size()) {
                    reorder(parameters, offset + row, image);
                }
                offset += tensor.size();
            }
            if (!layer.tensors().isEmpty() && !normalizes) {
                return; // the first dense layer
            }
        }
    }

    private static boolean flattensTheImage(List<Layer> layers) {
        return layers.stream()
                .filter(layer -> !(layer instanceof Dropout))
                .findFirst()
                .map(first -> first instanceof Dense || first instanceof Flatten)
                .orElse(true);
    }

    /** One value per pixel and channel, from {@code [channels][pixels]} to {@code [pixels][channels]}. */
    private static void reorder(float[] parameters, int at, ImageShape image) {
        int pixels = image.height() * image.width();
        float[] channelsFirst = Arrays.copyOfRange(parameters, at, at + image.size());
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < image.channels(); c++) {
                parameters[at + p * image.channels() + c] = channelsFirst[c * pixels + p];
            }
        }
    }
}
