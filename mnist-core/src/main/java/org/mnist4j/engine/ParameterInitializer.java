package org.mnist4j.engine;

import java.util.List;
import org.mnist4j.config.Dense;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Initializer;
import org.mnist4j.config.LayerSummary;
import org.mnist4j.config.NetworkSummary;
import org.mnist4j.data.RandomStream;

/** Draws a network's first parameters from the seed, each layer from a stream of its own. */
final class ParameterInitializer {

    private ParameterInitializer() {}

    /** All parameters in the layout of {@link NetworkSummary#tensors()}. */
    static float[] draw(ExperimentConfig config) {
        NetworkSummary network = config.summary();
        float[] parameters = new float[Math.toIntExact(network.parameters())];
        List<LayerSummary> layers = network.layers();
        int offset = 0;
        for (int i = 1; i < layers.size(); i++) {
            LayerSummary layer = layers.get(i);
            if (!layer.tensors().isEmpty()) {
                Initializer init = i == layers.size() - 1
                        ? config.output().init()
                        : ((Dense) config.layers().get(i - 1)).init();
                int outputs = layer.tensors().get(0).shape().get(0);
                int inputs = layer.tensors().get(0).shape().get(1);
                RandomStream random = RandomStream.of(config.seed(), "init", i);
                drawLinear(parameters, offset, inputs, outputs, init, random);
                offset += Math.toIntExact(layer.parameters());
            }
        }
        return parameters;
    }

    private static void drawLinear(
            float[] parameters, int offset, int inputs, int outputs, Initializer init, RandomStream random) {
        int weightsEnd = offset + inputs * outputs;
        for (int i = offset; i < weightsEnd; i++) {
            parameters[i] = (float)
                    switch (init) {
                        case HE_NORMAL -> Math.sqrt(2.0 / inputs) * random.nextGaussian();
                        case HE_UNIFORM -> uniform(random, Math.sqrt(6.0 / inputs));
                        case XAVIER -> uniform(random, Math.sqrt(6.0 / (inputs + outputs)));
                        case FAN_IN_UNIFORM -> uniform(random, 1 / Math.sqrt(inputs));
                    };
        }
        if (init == Initializer.FAN_IN_UNIFORM) {
            for (int i = weightsEnd; i < weightsEnd + outputs; i++) {
                parameters[i] = (float) uniform(random, 1 / Math.sqrt(inputs));
            }
        }
    }

    private static double uniform(RandomStream random, double bound) {
        return (2 * random.nextDouble() - 1) * bound;
    }
}
