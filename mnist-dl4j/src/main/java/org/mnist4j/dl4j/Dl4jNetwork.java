package org.mnist4j.dl4j;

import java.util.ArrayList;
import java.util.List;
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
import org.deeplearning4j.nn.weights.WeightInit;
import org.mnist4j.config.Activation;
import org.mnist4j.config.AvgPool2d;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Flatten;
import org.mnist4j.config.GlobalAvgPool;
import org.mnist4j.config.Layer;
import org.mnist4j.config.MaxPool2d;
import org.mnist4j.config.Padding;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** An experiment's network as a configuration of Deeplearning4j. */
final class Dl4jNetwork {

    private final ExperimentConfig config;
    private final List<SeededDropout> dropouts = new ArrayList<>();
    private final NeuralNetConfiguration.ListBuilder list;
    private final MultiLayerConfiguration configuration;
    private final boolean takesMaps;
    private int height; // of the feature maps so far; 0 for a vector
    private int width;
    private int channels;
    private int added;

    Dl4jNetwork(ExperimentConfig config, ILossFunction loss) {
        this.config = config;
        this.takesMaps = takesMaps(config.layers());
        this.height = takesMaps ? config.input().height() : 0;
        this.width = config.input().width();
        this.channels = takesMaps ? config.input().channels() : config.input().size();
        this.list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(new NoOp())
                .list();
        for (int i = 0; i < config.layers().size(); i++) {
            add(i);
        }
        flatten();
        append(new OutputLayer.Builder(loss)
                .nIn(channels)
                .nOut(config.classes())
                .weightInit(WeightInit.ZERO)
                .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                .build());
        this.configuration = list.build();
    }

    MultiLayerConfiguration configuration() {
        return configuration;
    }

    /** The dropouts, which have to be told which images come next. */
    List<SeededDropout> dropouts() {
        return dropouts;
    }

    /** Whether the network takes feature maps, or vectors of pixels. */
    boolean takesMaps() {
        return takesMaps;
    }

    private static boolean takesMaps(List<Layer> layers) {
        Layer first = layers.stream()
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
                    .weightInit(WeightInit.ZERO)
                    .activation(activation(dense.activation()))
                    .build());
            channels = dense.units();
        } else if (layer instanceof Conv2d conv) {
            addConvolution(conv);
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
        } else if (layer instanceof Dropout) {
            SeededDropout seeded = new SeededDropout(index);
            dropouts.add(seeded);
            append(new DropoutLayer.Builder(seeded).nIn(channels).nOut(channels).build());
        }
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

    private void addConvolution(Conv2d conv) {
        Padding padding = conv.padding();
        append(new ConvolutionLayer.Builder(conv.kernel(), conv.kernel())
                .nIn(channels)
                .nOut(conv.filters())
                .stride(conv.stride(), conv.stride())
                .convolutionMode(padding == Padding.SAME ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .weightInit(WeightInit.ZERO)
                .activation(activation(conv.activation()))
                .build());
        height = padding.outputs(height, conv.kernel(), conv.stride());
        width = padding.outputs(width, conv.kernel(), conv.stride());
        channels = conv.filters();
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
                    .activation(activation(norm.activation()))
                    .build());
        }
    }

    private static org.nd4j.linalg.activations.Activation activation(Activation activation) {
        return switch (activation) {
            case RELU -> org.nd4j.linalg.activations.Activation.RELU;
            case TANH -> org.nd4j.linalg.activations.Activation.TANH;
            case SIGMOID -> org.nd4j.linalg.activations.Activation.SIGMOID;
            case LEAKY_RELU -> org.nd4j.linalg.activations.Activation.LEAKYRELU;
            case IDENTITY -> org.nd4j.linalg.activations.Activation.IDENTITY;
        };
    }
}
