package org.mnist4j.dl4j;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.mnist4j.config.Activation;
import org.mnist4j.config.AvgPool2d;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Flatten;
import org.mnist4j.config.GlobalAvgPool;
import org.mnist4j.config.Initializer;
import org.mnist4j.config.Layer;
import org.mnist4j.config.MaxPool2d;
import org.mnist4j.config.Padding;
import org.mnist4j.data.ImageShape;
import org.nd4j.linalg.api.buffer.DataType;

/** An experiment's network as a configuration of Deeplearning4j. */
final class Dl4jNetwork {

    private final ExperimentConfig config;
    private final Dl4jSettings settings;
    private final NeuralNetConfiguration.ListBuilder list;
    private final MultiLayerConfiguration configuration;
    private final boolean takesMaps;
    private int height; // of the feature maps so far; 0 for a vector
    private int width;
    private int channels;
    private int added;

    /** @throws BridgeException if Deeplearning4j cannot compute a layer, or the settings cannot express one */
    Dl4jNetwork(ExperimentConfig config, Dl4jSettings settings) {
        this.config = config;
        this.settings = settings;
        this.takesMaps = takesMaps(config);
        this.height = takesMaps ? config.input().height() : 0;
        this.width = config.input().width();
        this.channels = takesMaps ? config.input().channels() : config.input().size();
        this.list = settings.network().dataType(DataType.FLOAT).list();
        if (settings.takesAnyLayout()) {
            takeAnyLayout();
        }
        for (int i = 0; i < config.layers().size(); i++) {
            add(i);
        }
        flatten();
        append(new OutputLayer.Builder(settings.loss())
                .nIn(channels)
                .nOut(config.classes())
                .regularization(settings.regularization())
                .weightInit(weights(config.output().init(), "output", channels, config.classes()))
                .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                .build());
        this.configuration = list.build();
    }

    MultiLayerConfiguration configuration() {
        return configuration;
    }

    /** Whether the network takes feature maps, or vectors of pixels. */
    boolean takesMaps() {
        return takesMaps;
    }

    /** Both preprocessors pass on images that have the right layout already. */
    private void takeAnyLayout() {
        ImageShape shape = config.input();
        list.inputPreProcessor(
                0,
                takesMaps
                        ? new FeedForwardToCnnPreProcessor(shape.height(), shape.width(), shape.channels())
                        : new CnnToFeedForwardPreProcessor(shape.height(), shape.width(), shape.channels()));
    }

    /** Whether an experiment's network takes feature maps, or vectors of pixels. */
    static boolean takesMaps(ExperimentConfig config) {
        Layer first = config.layers().stream()
                .filter(layer -> !(layer instanceof Dropout))
                .findFirst()
                .orElse(null);
        return first != null && !(first instanceof Dense) && !(first instanceof Flatten);
    }

    private void add(int index) {
        Layer layer = config.layers().get(index);
        if (layer instanceof Dense dense) {
            flatten();
            append(new DenseLayer.Builder()
                    .nIn(channels)
                    .nOut(dense.units())
                    .regularization(settings.regularization())
                    .weightInit(weights(dense.init(), path(index), channels, dense.units()))
                    .activation(Dl4jActivations.toDl4j(dense.activation()))
                    .build());
            channels = dense.units();
        } else if (layer instanceof Conv2d conv) {
            addConvolution(conv, index);
        } else if (layer instanceof MaxPool2d pool) {
            addPooling(PoolingType.MAX, pool.window(), pool.stride());
        } else if (layer instanceof AvgPool2d pool) {
            addPooling(PoolingType.AVG, pool.window(), pool.stride());
        } else if (layer instanceof BatchNorm norm) {
            addNorm(norm);
        } else if (layer instanceof GlobalAvgPool) {
            append(new GlobalPoolingLayer.Builder(PoolingType.AVG).build());
            height = 0;
        } else if (layer instanceof Flatten) {
            flatten();
        } else if (layer instanceof Dropout dropout) {
            append(new DropoutLayer.Builder(settings.dropout(dropout, index))
                    .nIn(channels)
                    .nOut(channels)
                    .build());
        }
    }

    private static String path(int index) {
        return "layers[" + index + "]";
    }

    private IWeightInit weights(Initializer initializer, String layer, long in, long out) {
        return settings.weights(initializer, layer + ".init", in, out);
    }

    private void append(org.deeplearning4j.nn.conf.layers.Layer layer) {
        list.layer(layer);
        added++;
    }

    private void flatten() {
        if (height > 0) {
            list.inputPreProcessor(added, new CnnToFeedForwardPreProcessor(height, width, channels));
            channels *= height * width;
            height = 0;
        }
    }

    private void addConvolution(Conv2d conv, int index) {
        Padding padding = conv.padding();
        long area = (long) conv.kernel() * conv.kernel();
        requirePadding(height, conv, index);
        requirePadding(width, conv, index);
        append(new ConvolutionLayer.Builder(conv.kernel(), conv.kernel())
                .nIn(channels)
                .nOut(conv.filters())
                .stride(conv.stride(), conv.stride())
                .convolutionMode(padding == Padding.SAME ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .regularization(settings.regularization())
                .weightInit(weights(conv.init(), path(index), channels * area, conv.filters() * area))
                .activation(Dl4jActivations.toDl4j(conv.activation()))
                .build());
        height = padding.outputs(height, conv.kernel(), conv.stride());
        width = padding.outputs(width, conv.kernel(), conv.stride());
        channels = conv.filters();
    }

    private static void requirePadding(int inputs, Conv2d conv, int index) {
        int outputs = conv.padding().outputs(inputs, conv.kernel(), conv.stride());
        int added = (outputs - 1) * conv.stride() + conv.kernel() - inputs;
        if (conv.padding() == Padding.SAME && added < -1) {
            throw new BridgeException(
                    path(index) + ".stride",
                    "Deeplearning4j cannot apply padding \"same\" where a stride of " + conv.stride() + " leaves out "
                            + -added + " of " + inputs + " inputs; use padding \"valid\", or another stride");
        }
    }

    private void addPooling(PoolingType type, int window, int stride) {
        append(new SubsamplingLayer.Builder(type)
                .kernelSize(window, window)
                .stride(stride, stride)
                .convolutionMode(ConvolutionMode.Truncate)
                .build());
        height = Padding.VALID.outputs(height, window, stride);
        width = Padding.VALID.outputs(width, window, stride);
    }

    private void addNorm(BatchNorm norm) {
        append(new BatchNormalization.Builder()
                .nIn(channels)
                .nOut(channels)
                .eps(norm.epsilon())
                .decay(1 - norm.momentum())
                .useLogStd(false)
                .build());
        if (norm.activation() != Activation.IDENTITY) {
            append(new ActivationLayer.Builder()
                    .activation(Dl4jActivations.toDl4j(norm.activation()))
                    .build());
        }
    }
}
