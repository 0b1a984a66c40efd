package org.mnist4j.config;

import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Losses.crossEntropy;
import static org.mnist4j.config.Optimizers.adam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist4j.data.ImageShape;

/** The ready-made experiments. */
final class Presets {

    private static final Map<String, ExperimentConfig> PRESETS = new LinkedHashMap<>();

    static {
        PRESETS.put("seed", digits("two-layer perceptron", 5, dense(128)));
        PRESETS.put(
                "mlp-512", digits("three-layer perceptron", 12, dense(512), dropout(0.2), dense(512), dropout(0.2)));
    }

    private Presets() {}

    private static ExperimentConfig digits(String name, int epochs, Layer... layers) {
        return ExperimentConfig.builder()
                .name(name)
                .seed(42)
                .input(ImageShape.of(28, 28, 1))
                .classes(10)
                .layers(layers)
                .loss(crossEntropy())
                .optimizer(adam(0.001))
                .epochs(epochs)
                .batchSize(128)
                .build();
    }

    static ExperimentConfig get(String name) {
        ExperimentConfig preset = PRESETS.get(name);
        if (preset == null) {
            throw new IllegalArgumentException(
                    "no preset \"" + name + "\"; there are " + String.join(", ", PRESETS.keySet()));
        }
        return preset;
    }

    static List<String> names() {
        return new ArrayList<>(PRESETS.keySet());
    }
}
