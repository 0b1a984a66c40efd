package org.mnist4j.model;

import static org.mnist4j.config.Layers.dense;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.Activation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Optimizers;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/** Models and images that are determined by a seed. */
final class TestModels {

    private TestModels() {}

    static ExperimentConfig config(ImageShape input, int classes, Layer... layers) {
        return ExperimentConfig.builder()
                .name("test")
                .input(input)
                .classes(classes)
                .layers(layers)
                .epochs(1)
                .build();
    }

    static List<String> classNames(int classes) {
        List<String> names = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            names.add("class " + c);
        }
        return names;
    }

    /** Weights in [-1, 1), small enough that no activation saturates everywhere. */
    static Model random(ExperimentConfig config, long seed) {
        RandomStream random = RandomStream.of(seed, "test weights");
        float[] parameters = new float[(int) config.summary().values()];
        int at = 0;
        for (TensorSpec tensor : config.summary().tensors()) {
            boolean variance = tensor.name().endsWith(".running_var");
            for (int i = 0; i < tensor.size(); i++) {
                double number = random.nextDouble();
                parameters[at++] = (float) (variance ? 0.5 + number : 2 * number - 1);
            }
        }
        return Model.of(config, classNames(config.classes()), parameters);
    }

    /** A layer with enough weights to make a leak visible. */
    static Layer wide() {
        return dense(128);
    }

    /** Nine parameters: a file of about 1300 bytes, small enough to damage in every possible way. */
    static Model tiny() {
        return random(config(ImageShape.of(2, 2, 1), 2, dense(1)), 1);
    }

    /** The model in format-1.0.safetensors, which was written by hand in Python. */
    static Model golden() {
        ExperimentConfig config = ExperimentConfig.builder()
                .name("golden")
                .seed(1)
                .input(ImageShape.of(2, 2, 1))
                .classes(2)
                .layers(dense(3).activation(Activation.TANH))
                .optimizer(Optimizers.sgd(0.5))
                .epochs(1)
                .build();
        float[] parameters = {
            0.5f,
            -0.25f,
            1,
            0,
            -1.5f,
            2,
            0.125f,
            0.75f,
            0.25f,
            0.25f,
            -0.5f,
            1.25f, // layers.0.weight [3][4]
            0.5f,
            -0.125f,
            0, // layers.0.bias
            1,
            -0.5f,
            0.25f,
            -0.75f,
            1.5f,
            2, // layers.2.weight [2][3]
            0.125f,
            -0.25f // layers.2.bias
        };
        return Model.of(config, List.of("no", "yes"), parameters);
    }

    /** The same model with the provenance in format-1.1.safetensors, which was also written by hand in Python. */
    static Model goldenWithProvenance() {
        return golden().withProvenance(new ModelProvenance(
                new BuildInfo("0.1.0", "0123456789abcdef0123456789abcdef01234567", false),
                "java",
                "größe \"7\"",
                "ab".repeat(32),
                300,
                new TrainingMetrics(2, 0.1, 295.0 / 300, OptionalDouble.of(1.25e-4), OptionalDouble.of(1))));
    }

    static ImageDataset images(ImageShape shape, List<String> classNames, int size) {
        RandomStream random = RandomStream.of(7, "test pixels");
        byte[] pixels = new byte[size * shape.size()];
        for (int i = 0; i < pixels.length; i++) {
            // A third of the pixels is black, as in the real data.
            pixels[i] = (byte) Math.max(0, random.nextInt(384) - 128);
        }
        int[] labels = new int[size];
        Arrays.setAll(labels, i -> i % classNames.size());
        return ImageDataset.of("random", shape, classNames, pixels, labels);
    }
}
