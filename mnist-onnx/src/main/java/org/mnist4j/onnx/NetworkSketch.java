package org.mnist4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mnist4j.config.Activation;
import org.mnist4j.config.AvgPool2d;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Layers;
import org.mnist4j.config.MaxPool2d;
import org.mnist4j.config.Padding;
import org.mnist4j.data.ImageShape;

/**
 * A network of this library that is built up layer by layer while a graph is followed. Values are numbered as in the
 * network: an image's pixel by pixel, feature maps' channel by channel.
 */
final class NetworkSketch {

    /** As a configuration's. */
    private static final long MAX_PARAMETERS = 100_000_000;

    /** 64 MB of indices. */
    private static final long MAX_VALUES = 1 << 24;

    private static final int MAX_CLASSES = 1000;

    private final List<Layer> layers = new ArrayList<>();
    private final List<List<float[]>> tensors = new ArrayList<>(); // of each layer
    private int height;
    private int width;
    private int channels;
    private boolean isVector;
    private boolean isImage = true; // until the first layer
    private long parameters;

    NetworkSketch(ImageShape image) {
        this.height = image.height();
        this.width = image.width();
        this.channels = image.channels();
    }

    List<Layer> layers() {
        return layers;
    }

    /** All tensors in the order of the layers, one after the other. */
    float[] parameters() {
        int size = tensors.stream()
                .flatMap(List::stream)
                .mapToInt(tensor -> tensor.length)
                .sum();
        float[] all = new float[size];
        int at = 0;
        for (List<float[]> own : tensors) {
            for (float[] tensor : own) {
                System.arraycopy(tensor, 0, all, at, tensor.length);
                at += tensor.length;
            }
        }
        return all;
    }

    /** Whether nothing has changed the pixels yet. */
    boolean isImage() {
        return isImage;
    }

    int channels() {
        return channels;
    }

    /** The channel, or unit of a vector, of a value. */
    int channel(int index) {
        return isVector ? index : isImage ? index % channels : index / (height * width);
    }

    /** Whether the network's feature maps, or the image, flow as {@code [channels][height][width]}. */
    boolean isMaps(Flow flow) {
        if (isVector || !flow.hasShape(channels, height, width)) {
            return false;
        }
        int positions = height * width;
        for (int i = 0; i < flow.size(); i++) {
            int index = isImage ? i % positions * channels + i / positions : i;
            if (flow.index(i) != index) {
                return false;
            }
        }
        return true;
    }

    /** Whether what flows is a vector of the network's, with sides of 1 or without. */
    boolean isVector(Flow flow) {
        return isVector && Arrays.stream(flow.dims()).filter(side -> side != 1).count() <= 1;
    }

    /** Refuses a layer that would have too many parameters, or values for one image, before they are allocated. */
    void require(OnnxNode node, long moreParameters, long values) {
        parameters += moreParameters;
        if (parameters > MAX_PARAMETERS || values > MAX_VALUES) {
            throw node.unsupported("the network would have " + parameters + " parameters and " + values
                    + " values here, more than the " + MAX_PARAMETERS + " and " + MAX_VALUES + " allowed");
        }
    }

    private void add(Layer layer, List<float[]> own) {
        layers.add(layer);
        tensors.add(own);
        isImage = false;
    }

    /** A dense layer on whatever there is; weights {@code [units][inputs]} in the network's order. */
    Flow dense(float[] weights, float[] bias) {
        add(Layers.dense(bias.length).activation(Activation.IDENTITY), List.of(weights, bias));
        become(bias.length);
        return Flow.of(bias.length);
    }

    /** A convolution on maps. */
    Flow convolution(ConvPlacement placement, int stride, float[] weights, float[] bias) {
        int kernel = placement.kernel();
        Padding padding = placement.padding();
        add(
                Layers.conv2d(bias.length, kernel)
                        .stride(stride)
                        .padding(padding)
                        .activation(Activation.IDENTITY),
                List.of(weights, bias));
        height = padding.outputs(height, kernel, stride);
        width = padding.outputs(width, kernel, stride);
        channels = bias.length;
        return Flow.of(channels, height, width);
    }

    /** Pooling of maps. */
    Flow pooling(boolean max, int window, int stride) {
        add(max ? new MaxPool2d(window, stride) : new AvgPool2d(window, stride), List.of());
        height = Padding.VALID.outputs(height, window, stride);
        width = Padding.VALID.outputs(width, window, stride);
        return Flow.of(channels, height, width);
    }

    /** The mean over all positions of maps. */
    Flow globalPooling() {
        add(Layers.globalAvgPool(), List.of());
        become(channels);
        return Flow.of(channels);
    }

    /** Batch normalization of each channel, or each unit of a vector: gamma, beta, mean and variance. */
    Flow normalization(Flow flow, BatchNorm norm, List<float[]> statistics) {
        Flow after = isImage && !isVector ? inMaps(flow) : flow;
        add(norm, statistics);
        return after;
    }

    /** Makes a vector of maps or of the image, in the network's order. */
    void flatten() {
        if (!isVector) {
            int size = height * width * channels;
            add(Layers.flatten(), List.of());
            become(size);
        }
    }

    /** {@code scale * x + shift} for each channel. */
    Flow scaling(Flow flow, double[] scale, double[] shift) {
        float[] gamma = new float[channels];
        float[] beta = new float[channels];
        for (int c = 0; c < channels; c++) {
            gamma[c] = (float) scale[c];
            beta[c] = (float) shift[c];
        }
        // With a variance of 0 and an epsilon of 1, the normalization divides by exactly 1.
        return normalization(
                flow, Layers.batchNorm().epsilon(1), List.of(gamma, beta, new float[channels], new float[channels]));
    }

    /** Applies an activation to every value: to the layer before if it has none yet. */
    Flow activation(Flow flow, Activation activation) {
        int last = layers.size() - 1;
        // Activations do not decrease, so the largest value stays the largest: they can be applied before the pooling.
        while (last >= 0 && layers.get(last) instanceof MaxPool2d) {
            last--;
        }
        if (last >= 0 && activationOf(layers.get(last)) == Activation.IDENTITY) {
            layers.set(last, with(layers.get(last), activation));
            return flow;
        }
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        Flow after = scaling(flow, ones, new double[channels]);
        layers.set(layers.size() - 1, with(layers.get(layers.size() - 1), activation));
        return after;
    }

    /** The activation of the last layer; {@code RELU} for one that has none to set. */
    Activation lastActivation() {
        return layers.isEmpty() ? Activation.RELU : activationOf(layers.get(layers.size() - 1));
    }

    private static Activation activationOf(Layer layer) {
        return layer instanceof Dense dense
                ? dense.activation()
                : layer instanceof Conv2d conv
                        ? conv.activation()
                        : layer instanceof BatchNorm norm ? norm.activation() : Activation.RELU;
    }

    private static Layer with(Layer layer, Activation activation) {
        return layer instanceof Dense dense
                ? dense.activation(activation)
                : layer instanceof Conv2d conv
                        ? conv.activation(activation)
                        : ((BatchNorm) layer).activation(activation);
    }

    /** Adds to the bias of the last layer, a dense layer or a convolution without activation; false if it is none. */
    boolean addToBias(double[] values) {
        int last = layers.size() - 1;
        boolean isLinear = last >= 0 && (layers.get(last) instanceof Dense || layers.get(last) instanceof Conv2d);
        if (!isLinear || lastActivation() != Activation.IDENTITY) {
            return false;
        }
        float[] bias = tensors.get(last).get(1);
        for (int c = 0; c < bias.length; c++) {
            bias[c] = (float) (bias[c] + values[c]);
        }
        return true;
    }

    /** Whether the last layer is a dense layer without activation, as that of the logits is. */
    boolean endsInLinear() {
        int last = layers.size() - 1;
        return last >= 0 && layers.get(last) instanceof Dense && lastActivation() == Activation.IDENTITY;
    }

    /**
     * Makes the last values the logits: the last dense layer becomes the output, or else one that passes them on.
     *
     * @return the number of classes
     */
    int finish(OnnxNode node, Flow flow) {
        int classes = flow.size();
        if (classes < 2
                || classes > MAX_CLASSES
                || Arrays.stream(flow.dims()).filter(side -> side != 1).count() > 1) {
            throw node.unsupported("it gives " + Arrays.toString(flow.dims())
                    + " values for each image, supported are 2 to " + MAX_CLASSES + ", one for each class");
        }
        boolean inOrder = true;
        for (int c = 0; c < classes; c++) {
            inOrder &= flow.index(c) == c;
        }
        int last = layers.size() - 1;
        boolean isOutput = inOrder
                && last >= 0
                && layers.get(last) instanceof Dense dense
                && dense.activation() == Activation.IDENTITY;
        if (!isOutput) {
            float[] weights = new float[classes * classes];
            for (int c = 0; c < classes; c++) {
                weights[c * classes + flow.index(c)] = 1;
            }
            dense(weights, new float[classes]);
            last++;
        }
        layers.remove(last);
        if (layers.isEmpty()) {
            layers.add(Layers.flatten()); // a network has one hidden layer at least
        }
        return classes;
    }

    private void become(int units) {
        isVector = true;
        height = 1;
        width = 1;
        channels = units;
    }

    /** The image's values numbered as maps'. */
    private Flow inMaps(Flow flow) {
        if (channels == 1) {
            return flow;
        }
        int[] order = new int[flow.size()];
        for (int i = 0; i < order.length; i++) {
            int index = flow.index(i);
            order[i] = index % channels * height * width + index / channels;
        }
        return flow.ordered(order);
    }
}
