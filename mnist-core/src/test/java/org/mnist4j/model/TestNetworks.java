package org.mnist4j.model;

import static org.mnist4j.config.Layers.avgPool2d;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.flatten;
import static org.mnist4j.config.Layers.globalAvgPool;
import static org.mnist4j.config.Layers.maxPool2d;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist4j.config.Activation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Padding;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.random.RandomStream;

/** Networks of every kind of layer, with weights that a seed determines, and the images they are tried on; for other modules. */
public final class TestNetworks {

    public static final ImageShape DIGIT = ImageShape.of(28, 28, 1);
    private static final ImageDataset TEST = Mnist.loadTest();

    private TestNetworks() {}

    /** Real digits. */
    public static ImageDataset digits(int count) {
        return TEST.take(count);
    }

    /** Every layer kind, padding and activation, by what is special about the network. */
    public static Map<String, Layer[]> ofEveryKind() {
        Map<String, Layer[]> networks = new LinkedHashMap<>();
        for (Activation activation : Activation.values()) {
            networks.put("dense " + activation.jsonName(), layers(dense(32).activation(activation)));
        }
        networks.put("dense twice", layers(dense(32), dropout(0.2), dense(16)));
        for (Activation activation : Activation.values()) {
            networks.put("conv2d " + activation.jsonName(), layers(conv2d(4, 3).activation(activation)));
        }
        for (int kernel = 1; kernel <= 5; kernel++) {
            for (int stride = 1; stride <= 3; stride++) {
                networks.put(
                        "conv2d " + kernel + "x" + kernel + " same, stride " + stride,
                        layers(conv2d(4, kernel).stride(stride).padding(Padding.SAME), dense(16)));
            }
        }
        networks.put("conv2d 5x5 valid, stride 3", layers(conv2d(4, 5).stride(3), dense(16)));
        networks.put("conv2d twice", layers(conv2d(4, 3), conv2d(6, 3).padding(Padding.SAME), dense(16)));
        networks.put("maxPool2d", layers(conv2d(4, 3), maxPool2d(2), dense(16)));
        networks.put(
                "maxPool2d 3x3, stride 2", layers(conv2d(4, 3), maxPool2d(3).stride(2)));
        networks.put("maxPool2d first", layers(maxPool2d(2), dense(16)));
        networks.put("avgPool2d", layers(conv2d(4, 3), avgPool2d(2), dense(16)));
        networks.put(
                "avgPool2d 3x3, stride 2", layers(conv2d(4, 3), avgPool2d(3).stride(2)));
        networks.put("globalAvgPool", layers(conv2d(8, 3), maxPool2d(2), globalAvgPool()));
        networks.put(
                "batchNorm on maps",
                layers(
                        conv2d(4, 3).activation(Activation.IDENTITY),
                        batchNorm().activation(Activation.RELU),
                        maxPool2d(2),
                        dense(16)));
        networks.put("batchNorm on the image", layers(batchNorm(), conv2d(4, 3), dense(16)));
        networks.put(
                "batchNorm on a vector",
                layers(
                        dense(32).activation(Activation.IDENTITY),
                        batchNorm().epsilon(1e-3).momentum(0.05).activation(Activation.TANH)));
        networks.put("batchNorm on flat pixels", layers(flatten(), batchNorm(), dense(16)));
        networks.put("batchNorm on flat maps", layers(conv2d(4, 3), flatten(), batchNorm(), dense(16)));
        networks.put("flatten", layers(conv2d(4, 3), flatten()));
        networks.put("flatten of the image", layers(flatten()));
        networks.put("dropout", layers(dropout(0.1), conv2d(4, 3), dropout(0.2), dense(16), dropout(0.5)));
        for (String preset : ExperimentConfig.presetNames()) {
            networks.put(
                    "preset " + preset, ExperimentConfig.preset(preset).layers().toArray(Layer[]::new));
        }
        return networks;
    }

    private static Layer[] layers(Layer... layers) {
        return layers;
    }

    public static ExperimentConfig config(ImageShape input, Layer... layers) {
        return ExperimentConfig.builder()
                .name("test")
                .input(input)
                .classes(10)
                .layers(layers)
                .epochs(3)
                .build();
    }

    public static Model model(long seed, Layer... layers) {
        return random(config(DIGIT, layers), seed);
    }

    /** Weights as large as an initializer draws them, so that values neither vanish nor explode. */
    public static Model random(ExperimentConfig config, long seed) {
        RandomStream random = RandomStream.of(seed, "test weights");
        float[] parameters = new float[(int) config.summary().values()];
        int at = 0;
        for (TensorSpec tensor : config.summary().tensors()) {
            boolean isVariance = tensor.name().endsWith("running_var");
            double fanIn = tensor.size() / (double) tensor.shape().get(0);
            double bound = tensor.decays() ? Math.sqrt(6 / fanIn) : 0.5;
            for (int i = 0; i < tensor.size(); i++) {
                double number = random.nextDouble();
                parameters[at++] = (float) (isVariance ? 0.5 + number : bound * (2 * number - 1));
            }
        }
        return Model.of(config, TEST.classNames().subList(0, config.classes()), parameters);
    }

    /** Images of another shape than the digits', a third of their values black. */
    public static ImageDataset images(ImageShape shape, List<String> classNames, int count) {
        RandomStream random = RandomStream.of(7, "test pixels");
        byte[] pixels = new byte[count * shape.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.max(0, random.nextInt(384) - 128);
        }
        return ImageDataset.of("random", shape, classNames, pixels, new int[count]);
    }
}
