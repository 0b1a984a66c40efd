package org.mnist4j.dl4j;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.Activation;
import org.mnist4j.config.AvgPool2d;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.Layers;
import org.mnist4j.config.MaxPool2d;
import org.mnist4j.config.Padding;
import org.mnist4j.data.ImageShape;

/** Follows images through a Deeplearning4j network and writes it down as layers of this library. */
final class NetworkReader {

    /** A layer of this library, and the index of the Deeplearning4j layer that it comes from. */
    record ReadLayer(org.mnist4j.config.Layer layer, int origin) {}

    private final MultiLayerConfiguration network;
    private final List<ReadLayer> layers = new ArrayList<>();
    private int height; // of what arrives at the next layer; 0 for a vector
    private int width;
    private int channels;
    private boolean isImage = true; // or comes from a layer that changes it
    private int classes;

    /** @throws BridgeException if this library cannot express the network, or it does not take images of this shape */
    NetworkReader(MultiLayerConfiguration network, ImageShape input) {
        this.network = network;
        this.height = input.height();
        this.width = input.width();
        this.channels = input.channels();
        int last = network.getConfs().size() - 1;
        for (int i = 0; i <= last; i++) {
            Layer layer = network.getConf(i).getLayer();
            if ((i == last) != (layer.getClass() == OutputLayer.class)) {
                throw new BridgeException(path(i), "the last layer, and no other, must be an OutputLayer");
            }
            read(i, layer);
        }
    }

    /** The hidden layers. */
    List<ReadLayer> layers() {
        return layers;
    }

    int classes() {
        return classes;
    }

    static String path(int index) {
        return "layers[" + index + "]";
    }

    private void read(int index, Layer layer) {
        LayerReader reader = new LayerReader(path(index));
        boolean impliesFlatten = layer instanceof DenseLayer || layer instanceof OutputLayer;
        preprocess(index, layer, impliesFlatten);
        if (impliesFlatten || layer instanceof ConvolutionLayer || layer instanceof DropoutLayer) {
            // Deeplearning4j's other layers ignore a dropOut.
            double rate = reader.dropoutRate(layer.getIDropout());
            if (rate > 0) {
                add(new Dropout(rate), index);
            }
        }
        Class<?> type = layer.getClass();
        if (type == DenseLayer.class) {
            Dense dense = reader.dense((DenseLayer) layer, values());
            addChanging(dense, index);
            becomeVector(dense.units());
        } else if (type == ConvolutionLayer.class || type == Convolution2D.class) {
            requireMaps(index);
            addConvolution(reader.convolution((ConvolutionLayer) layer, height, width, channels), index);
        } else if (type == SubsamplingLayer.class || type == Pooling2D.class) {
            requireMaps(index);
            addPooling(reader.pooling((SubsamplingLayer) layer, height, width), index);
        } else if (type == GlobalPoolingLayer.class) {
            requireMaps(index);
            addChanging(reader.globalPooling((GlobalPoolingLayer) layer), index);
            becomeVector(channels);
        } else if (type == BatchNormalization.class) {
            addChanging(reader.norm((BatchNormalization) layer, channels), index);
        } else if (type == ActivationLayer.class) {
            fold(reader.activation(((ActivationLayer) layer).getActivationFn()), index);
        } else if (type == OutputLayer.class) {
            classes = reader.output((OutputLayer) layer, values());
        } else if (type != DropoutLayer.class) {
            throw new BridgeException(
                    path(index),
                    type.getSimpleName() + " is not supported; use DenseLayer, ConvolutionLayer, SubsamplingLayer,"
                            + " BatchNormalization, GlobalPoolingLayer, ActivationLayer, DropoutLayer and OutputLayer");
        }
    }

    private void preprocess(int index, Layer layer, boolean impliesFlatten) {
        InputPreProcessor processor = network.getInputPreProcess(index);
        if (processor instanceof CnnToFeedForwardPreProcessor flatten) {
            requireShape(
                    index,
                    flatten.getInputHeight(),
                    flatten.getInputWidth(),
                    flatten.getNumChannels(),
                    flatten.getFormat());
            flatten(index, impliesFlatten);
        } else if (processor instanceof FeedForwardToCnnPreProcessor maps && isImage) {
            requireShape(index, maps.getInputHeight(), maps.getInputWidth(), maps.getNumChannels(), CNN2DFormat.NCHW);
        } else if (processor != null) {
            throw new BridgeException(
                    preprocessor(index),
                    processor.getClass().getSimpleName() + " is not supported here; use CnnToFeedForwardPreProcessor,"
                            + " or FeedForwardToCnnPreProcessor before the first layer");
        } else if (height > 0 && isImage) {
            boolean ofPixels = layer instanceof BatchNormalization norm && norm.getNIn() == values();
            if (impliesFlatten || (ofPixels && values() != channels)) {
                flatten(index, impliesFlatten);
            }
        } else if (height > 0 && impliesFlatten) {
            throw new BridgeException(
                    path(index), "gets feature maps, but needs a vector; add a CnnToFeedForwardPreProcessor");
        }
    }

    private void requireShape(int index, long itsHeight, long itsWidth, long itsChannels, CNN2DFormat format) {
        if (itsHeight != height || itsWidth != width || itsChannels != channels || format != CNN2DFormat.NCHW) {
            throw new BridgeException(
                    preprocessor(index),
                    "is for " + itsHeight + "x" + itsWidth + "x" + itsChannels + " as " + format
                            + ", but with images of the given shape gets " + height + "x" + width + "x" + channels
                            + " as NCHW");
        }
    }

    private static String preprocessor(int index) {
        return "inputPreProcessors[" + index + "]";
    }

    private void flatten(int index, boolean implied) {
        if (!implied) {
            add(Layers.flatten(), index);
        }
        becomeVector(Math.toIntExact(values()));
    }

    private long values() {
        return height > 0 ? (long) height * width * channels : channels;
    }

    private void becomeVector(int units) {
        height = 0;
        channels = units;
    }

    private void requireMaps(int index) {
        if (height == 0) {
            throw new BridgeException(path(index), "needs feature maps, gets a vector");
        }
    }

    private void add(org.mnist4j.config.Layer layer, int index) {
        layers.add(new ReadLayer(layer, index));
    }

    private void addChanging(org.mnist4j.config.Layer layer, int index) {
        add(layer, index);
        isImage = false;
    }

    private void addConvolution(Conv2d conv, int index) {
        addChanging(conv, index);
        height = conv.padding().outputs(height, conv.kernel(), conv.stride());
        width = conv.padding().outputs(width, conv.kernel(), conv.stride());
        channels = conv.filters();
    }

    private void addPooling(org.mnist4j.config.Layer pool, int index) {
        addChanging(pool, index);
        int window = pool instanceof MaxPool2d max ? max.window() : ((AvgPool2d) pool).window();
        int stride = pool instanceof MaxPool2d max ? max.stride() : ((AvgPool2d) pool).stride();
        height = Padding.VALID.outputs(height, window, stride);
        width = Padding.VALID.outputs(width, window, stride);
    }

    /** Makes an activation layer part of the layer before it. */
    private void fold(Activation activation, int index) {
        if (activation == Activation.IDENTITY) {
            return;
        }
        org.mnist4j.config.Layer folded = layers.isEmpty()
                ? null
                : withActivation(layers.get(layers.size() - 1).layer(), activation);
        if (folded == null) {
            throw new BridgeException(
                    path(index),
                    "an ActivationLayer is supported only directly behind a DenseLayer, ConvolutionLayer or"
                            + " BatchNormalization without an activation");
        }
        layers.set(
                layers.size() - 1,
                new ReadLayer(folded, layers.get(layers.size() - 1).origin()));
    }

    private static org.mnist4j.config.@Nullable Layer withActivation(
            org.mnist4j.config.Layer layer, Activation activation) {
        if (layer instanceof Dense dense && dense.activation() == Activation.IDENTITY) {
            return dense.activation(activation);
        }
        if (layer instanceof Conv2d conv && conv.activation() == Activation.IDENTITY) {
            return conv.activation(activation);
        }
        return layer instanceof BatchNorm norm && norm.activation() == Activation.IDENTITY
                ? norm.activation(activation)
                : null;
    }
}
