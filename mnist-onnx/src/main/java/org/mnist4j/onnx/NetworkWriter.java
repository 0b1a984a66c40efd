package org.mnist4j.onnx;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.mnist4j.config.Activation;
import org.mnist4j.config.AvgPool2d;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.Flatten;
import org.mnist4j.config.GlobalAvgPool;
import org.mnist4j.config.Layer;
import org.mnist4j.config.MaxPool2d;
import org.mnist4j.config.Padding;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;
import org.mnist4j.model.Tensor;

/** Writes the nodes of one network, from the scaled pixels {@code [batch][channels][height][width]} to probabilities. */
final class NetworkWriter {

    private final GraphWriter graph;
    private final String prefix;
    private final Iterator<Tensor> tensors;
    private String value; // of the last node
    private boolean isVector;
    private boolean isImage = true; // until a layer has changed the pixels
    private int height;
    private int width;
    private int channels;

    private NetworkWriter(GraphWriter graph, String prefix, Model model, String pixels) {
        this.graph = graph;
        this.prefix = prefix;
        this.tensors = model.tensors().iterator();
        this.value = pixels;
        ImageShape input = model.input();
        this.height = input.height();
        this.width = input.width();
        this.channels = input.channels();
    }

    /**
     * Adds the nodes of a model.
     *
     * @param prefix distinguishes its nodes and tensors from those of other models in the graph
     * @param pixels the value that the network reads
     * @param probabilities the name of the value that it gives
     */
    static void write(GraphWriter graph, String prefix, Model model, String pixels, String probabilities) {
        NetworkWriter writer = new NetworkWriter(graph, prefix, model, pixels);
        List<Layer> layers = model.config().layers();
        for (int i = 0; i < layers.size(); i++) {
            writer.add(prefix + "layers[" + i + "].", layers.get(i));
        }
        writer.dense(prefix + "output.");
        model.calibration().ifPresent(calibration -> writer.temperature(calibration.temperature()));
        graph.node(probabilities, "Softmax", List.of(writer.value), GraphWriter.integer("axis", 1));
    }

    private void temperature(double temperature) {
        String divisor = graph.tensor(prefix + "temperature", new float[] {(float) temperature});
        value = graph.node(prefix + "calibrated", "Div", List.of(value, divisor));
    }

    private void add(String path, Layer layer) {
        if (layer instanceof Dense dense) {
            dense(path);
            activation(path, dense.activation());
        } else if (layer instanceof Conv2d conv) {
            convolution(path, conv);
            activation(path, conv.activation());
        } else if (layer instanceof MaxPool2d pool) {
            pooling(path, "MaxPool", pool.window(), pool.stride());
        } else if (layer instanceof AvgPool2d pool) {
            pooling(path, "AveragePool", pool.window(), pool.stride());
        } else if (layer instanceof GlobalAvgPool) {
            node(path, "GlobalAveragePool", List.of(value));
            flatten(path);
        } else if (layer instanceof BatchNorm norm) {
            normalization(path, norm);
            activation(path, norm.activation());
        } else if (layer instanceof Flatten) {
            flatten(path);
        } else if (!(layer instanceof Dropout)) { // which does nothing at prediction
            throw new IllegalStateException("no ONNX node for " + layer);
        }
    }

    private void node(String path, String operator, List<String> inputs, ProtoMessage... attributes) {
        value = graph.node(path + operator.toLowerCase(Locale.ROOT), operator, inputs, attributes);
        isImage = false;
    }

    private String nextTensor() {
        Tensor tensor = tensors.next();
        return graph.tensor(prefix + tensor.name(), tensor);
    }

    private void dense(String path) {
        flatten(path);
        node(path, "Gemm", List.of(value, nextTensor(), nextTensor()), GraphWriter.integer("transB", 1));
    }

    private void convolution(String path, Conv2d conv) {
        int kernel = conv.kernel();
        int stride = conv.stride();
        int[] vertical = padding(conv, height);
        int[] horizontal = padding(conv, width);
        node(
                path,
                "Conv",
                List.of(value, nextTensor(), nextTensor()),
                GraphWriter.integers("kernel_shape", kernel, kernel),
                GraphWriter.integers("strides", stride, stride),
                GraphWriter.integers("pads", vertical[0], horizontal[0], vertical[1], horizontal[1]));
        height = conv.padding().outputs(height, kernel, stride);
        width = conv.padding().outputs(width, kernel, stride);
        channels = conv.filters();
    }

    /** Zeros before and after the inputs along one side. */
    private static int[] padding(Conv2d conv, int inputs) {
        int outputs = conv.padding().outputs(inputs, conv.kernel(), conv.stride());
        int before = conv.padding().before(inputs, conv.kernel(), conv.stride());
        int read = (outputs - 1) * conv.stride() + conv.kernel();
        return new int[] {before, Math.max(0, read - inputs - before)};
    }

    private void pooling(String path, String operator, int window, int stride) {
        node(
                path,
                operator,
                List.of(value),
                GraphWriter.integers("kernel_shape", window, window),
                GraphWriter.integers("strides", stride, stride));
        height = Padding.VALID.outputs(height, window, stride);
        width = Padding.VALID.outputs(width, window, stride);
    }

    private void normalization(String path, BatchNorm norm) {
        node(
                path,
                "BatchNormalization",
                List.of(value, nextTensor(), nextTensor(), nextTensor(), nextTensor()),
                GraphWriter.real("epsilon", norm.epsilon()),
                GraphWriter.real("momentum", 1 - norm.momentum()));
    }

    private void activation(String path, Activation activation) {
        switch (activation) {
            case RELU -> node(path, "Relu", List.of(value));
            case TANH -> node(path, "Tanh", List.of(value));
            case SIGMOID -> node(path, "Sigmoid", List.of(value));
            case LEAKY_RELU -> node(path, "LeakyRelu", List.of(value), GraphWriter.real("alpha", 0.01));
            case IDENTITY -> {
                // the value itself
            }
        }
    }

    /** Feature maps are flattened channel by channel, the image itself pixel by pixel. */
    private void flatten(String path) {
        if (isVector) {
            return;
        }
        isVector = true;
        if (isImage && channels > 1) {
            node(path, "Transpose", List.of(value), GraphWriter.integers("perm", 0, 2, 3, 1));
        }
        node(path, "Flatten", List.of(value), GraphWriter.integer("axis", 1));
    }
}
