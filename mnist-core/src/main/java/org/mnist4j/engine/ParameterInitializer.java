package org.mnist4j.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dense;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Initializer;
import org.mnist4j.config.Layer;
import org.mnist4j.config.LayerSummary;
import org.mnist4j.config.NetworkSummary;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.random.RandomStream;

/** Draws a network's initial parameters from the seed, with a separate random stream for each layer. */
final class ParameterInitializer {

    private ParameterInitializer() {}

    /** Returns all parameters in the layout of {@link NetworkSummary#tensors()}. */
    static float[] draw(ExperimentConfig config) {
        NetworkSummary network = config.summary();
        float[] parameters = new float[Math.toIntExact(network.values())];
        int offset = 0;
        int number = 0; // of the layer in the configuration, from 1
        for (LayerSummary layer : network.layers()) {
            boolean configured = layer.path().startsWith("layers[");
            boolean output = layer.path().equals("output");
            number += configured || output ? 1 : 0;
            if (!layer.tensors().isEmpty()) {
                RandomStream random = RandomStream.of(config.seed(), "init", number);
                Layer drawn = configured ? config.layers().get(number - 1) : null;
                drawLayer(parameters, offset, layer, drawn, config, random);
                offset += layer.tensors().stream().mapToInt(TensorSpec::size).sum();
            }
        }
        return parameters;
    }

    private static void drawLayer(
            float[] parameters,
            int offset,
            LayerSummary layer,
            @Nullable Layer drawn,
            ExperimentConfig config,
            RandomStream random) {
        List<Integer> shape = layer.tensors().get(0).shape();
        if (drawn instanceof BatchNorm) {
            int channels = shape.get(0);
            Arrays.fill(parameters, offset, offset + channels, 1); // gamma; beta and the running mean start at 0
            Arrays.fill(parameters, offset + 3 * channels, offset + 4 * channels, 1); // the running variance
            return;
        }
        int area = shape.size() == 4 ? shape.get(2) * shape.get(3) : 1;
        int in = shape.get(1) * area;
        int out = shape.get(0) * area;
        Initializer init = config.output().init();
        if (drawn instanceof Dense dense) {
            init = dense.init();
        } else if (drawn instanceof Conv2d conv) {
            init = conv.init();
        }
        int weightsEnd = offset + layer.tensors().get(0).size();
        for (int i = offset; i < weightsEnd; i++) {
            parameters[i] = (float)
                    switch (init) {
                        case HE_NORMAL -> Math.sqrt(2.0 / in) * random.nextGaussian();
                        case HE_UNIFORM -> uniform(random, Math.sqrt(6.0 / in));
                        case XAVIER -> uniform(random, Math.sqrt(6.0 / (in + out)));
                        case FAN_IN_UNIFORM -> uniform(random, 1 / Math.sqrt(in));
                    };
        }
        if (init == Initializer.FAN_IN_UNIFORM) {
            for (int i = weightsEnd; i < weightsEnd + shape.get(0); i++) {
                parameters[i] = (float) uniform(random, 1 / Math.sqrt(in));
            }
        }
    }

    private static double uniform(RandomStream random, double bound) {
        return (2 * random.nextDouble() - 1) * bound;
    }
}
