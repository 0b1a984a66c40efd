package org.mnist4j.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ConfigProblem;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Flatten;
import org.mnist4j.config.GlobalAvgPool;
import org.mnist4j.config.Initializer;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageShape;
import org.mnist4j.dl4j.NetworkReader.ReadLayer;
import org.mnist4j.model.Model;
import org.nd4j.linalg.api.buffer.DataType;

/** One Deeplearning4j network on its way to a model. */
final class NetworkConversion {

    private static final Pattern LAYER = Pattern.compile("layers\\[(\\d+)](.*)");

    private final MultiLayerNetwork network;
    private final NetworkReader read;
    private final ImageShape input;

    NetworkConversion(MultiLayerNetwork network, ImageShape input) {
        if (!network.isInitCalled()) {
            throw new BridgeException("network", "has no parameters yet; call init() or train it first");
        }
        MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
        if (network.params().dataType() != DataType.FLOAT) {
            throw new BridgeException(
                    "network.dataType",
                    "is " + network.params().dataType() + "; models have floats, so convert it by"
                            + " convertDataType(DataType.FLOAT)");
        }
        this.network = network;
        this.input = input;
        this.read = new NetworkReader(configuration, input);
    }

    /** The network's layers and seed as an experiment, with the defaults of this library for training. */
    ExperimentConfig experiment() {
        List<Layer> layers = new ArrayList<>();
        read.layers().forEach(layer -> layers.add(layer.layer()));
        if (layers.isEmpty()) {
            layers.add(Layers.flatten()); // an experiment has one layer at least; this one changes nothing
        }
        NeuralNetConfiguration first = network.getLayerWiseConfigurations().getConf(0);
        try {
            return ExperimentConfig.builder()
                    .name("Deeplearning4j network")
                    .seed(first.getSeed())
                    .input(input)
                    .classes(read.classes())
                    .layers(layers)
                    .epochs(1)
                    .build();
        } catch (ConfigException e) {
            ConfigProblem problem = e.problems().get(0);
            throw new BridgeException(theirPath(problem.path()), problem.message(), e);
        }
    }

    /** The path, in their network, of a path in our experiment. */
    private String theirPath(String path) {
        Matcher layer = LAYER.matcher(path);
        return layer.matches()
                ? NetworkReader.path(read.layers()
                                .get(Integer.parseInt(layer.group(1)))
                                .origin())
                        + layer.group(2)
                : path;
    }

    /** @param config an experiment with the network's layers */
    Model model(ExperimentConfig config, List<String> classNames) {
        float[] parameters = ParameterReader.read(
                network, read, Math.toIntExact(config.summary().values()));
        float[] ours = ImageOrder.reorder(config, parameters, false);
        try {
            config.summary().requireVariances(ours);
        } catch (IllegalArgumentException e) {
            throw new BridgeException("network", String.valueOf(e.getMessage()), e);
        }
        return Model.of(config, classNames, ours);
    }

    /** Refuses an experiment that describes another network; initializers are not compared. */
    void requireLayersOf(ExperimentConfig config) {
        List<ReadLayer> theirs = essential(read.layers());
        List<ReadLayer> ours = new ArrayList<>();
        for (int i = 0; i < config.layers().size(); i++) {
            ours.add(new ReadLayer(config.layers().get(i), i));
        }
        ours = essential(ours);
        for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
            Layer expected = i < ours.size() ? ours.get(i).layer() : null;
            Layer actual = i < theirs.size() ? theirs.get(i).layer() : null;
            if (expected == null || !expected.equals(actual)) {
                int index = actual == null
                        ? network.getnLayers() - 1
                        : theirs.get(i).origin();
                throw new BridgeException(
                        NetworkReader.path(index),
                        "the experiment has " + (expected == null ? "the output" : expected) + " here, the network "
                                + (actual == null ? "the output" : actual));
            }
        }
        if (config.classes() != read.classes()) {
            throw new BridgeException(
                    NetworkReader.path(network.getnLayers() - 1) + ".nOut",
                    "the experiment has " + config.classes() + " classes, the network " + read.classes());
        }
    }

    /** The layers without what a network does not show: initializers, dropout of nothing, and implied flattening. */
    private static List<ReadLayer> essential(List<ReadLayer> layers) {
        List<ReadLayer> essential = new ArrayList<>();
        boolean vector = false;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i).layer();
            boolean redundant =
                    (layer instanceof Flatten && (vector || isImplied(layers.subList(i + 1, layers.size()))))
                            || layer.equals(new Dropout(0));
            vector |= layer instanceof Dense || layer instanceof Flatten || layer instanceof GlobalAvgPool;
            if (!redundant) {
                essential.add(
                        new ReadLayer(withoutInitializer(layer), layers.get(i).origin()));
            }
        }
        return essential;
    }

    private static boolean isImplied(List<ReadLayer> following) {
        return following.stream()
                .map(ReadLayer::layer)
                .filter(layer -> !(layer instanceof Dropout))
                .findFirst()
                .map(Dense.class::isInstance)
                .orElse(true);
    }

    private static Layer withoutInitializer(Layer layer) {
        if (layer instanceof Dense dense) {
            return dense.init(Initializer.HE_NORMAL);
        }
        return layer instanceof Conv2d conv ? conv.init(Initializer.HE_NORMAL) : layer;
    }
}
