package org.mnist4j.dl4j;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.Activation;
import org.mnist4j.config.AvgPool2d;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dense;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Layers;
import org.mnist4j.config.MaxPool2d;
import org.mnist4j.config.Padding;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/** Single layers of Deeplearning4j as layers of this library; refuses every setting that this library does not have. */
final class LayerReader {

    private final String path;

    /** @param path of the layer, {@code layers[2]} */
    LayerReader(String path) {
        this.path = path;
    }

    Dense dense(DenseLayer dense, long inputs) {
        require(
                !dense.hasLayerNorm(),
                "hasLayerNorm",
                "layer normalization is not supported; use a BatchNormalization");
        requireInputs(dense, inputs);
        return Layers.dense(toInt(dense.getNOut(), "nOut")).activation(activation(dense.getActivationFn()));
    }

    /** @param height of the feature maps that arrive */
    Conv2d convolution(ConvolutionLayer conv, int height, int width, int channels) {
        requireInputs(conv, channels);
        requireChannelsFirst(conv.getCnn2dDataFormat(), "dataFormat");
        int kernel = square(conv.getKernelSize(), "kernelSize");
        int stride = square(conv.getStride(), "stride");
        require(square(conv.getDilation(), "dilation") == 1, "dilation", "dilation is not supported; use 1");
        return Layers.conv2d(toInt(conv.getNOut(), "nOut"), kernel)
                .stride(stride)
                .padding(padding(conv.getConvolutionMode(), conv.getPadding(), kernel, stride, height, width))
                .activation(activation(conv.getActivationFn()));
    }

    private Padding padding(ConvolutionMode mode, int[] zeros, int kernel, int stride, int height, int width) {
        require(mode != ConvolutionMode.Causal, "convolutionMode", "Causal is not supported; use Truncate or Same");
        if (mode == ConvolutionMode.Same) {
            return Padding.SAME;
        }
        if (zeros[0] == 0 && zeros[1] == 0) {
            return Padding.VALID;
        }
        require(
                isSame(height, zeros[0], kernel, stride) && isSame(width, zeros[1], kernel, stride),
                "padding",
                "explicit padding of " + Arrays.toString(zeros) + " is supported only where ConvolutionMode.Same adds"
                        + " the same zeros; use Same, or no padding");
        return Padding.SAME;
    }

    private static boolean isSame(int inputs, int zeros, int kernel, int stride) {
        return Padding.SAME.before(inputs, kernel, stride) == zeros
                && Padding.SAME.outputs(inputs, kernel, stride) == (inputs + 2 * zeros - kernel) / stride + 1;
    }

    Layer pooling(SubsamplingLayer pool, int height, int width) {
        requireChannelsFirst(pool.getCnn2dDataFormat(), "dataFormat");
        int window = square(pool.getKernelSize(), "kernelSize");
        int stride = square(pool.getStride(), "stride");
        require(square(pool.getDilation(), "dilation") == 1, "dilation", "dilation is not supported; use 1");
        boolean pads = pool.getConvolutionMode() == ConvolutionMode.Same
                ? padsPooling(height, window, stride) || padsPooling(width, window, stride)
                : pool.getConvolutionMode() == ConvolutionMode.Causal
                        || pool.getPadding()[0] != 0
                        || pool.getPadding()[1] != 0;
        require(!pads, "padding", "pooling with padding is not supported; use ConvolutionMode.Truncate and no padding");
        if (pool.getPoolingType() == PoolingType.MAX) {
            return new MaxPool2d(window, stride);
        }
        requirePooling(pool.getPoolingType() == PoolingType.AVG, pool.getPoolingType(), "MAX or AVG");
        return new AvgPool2d(window, stride);
    }

    private static boolean padsPooling(int inputs, int window, int stride) {
        return (Padding.SAME.outputs(inputs, window, stride) - 1) * stride + window > inputs;
    }

    Layer globalPooling(GlobalPoolingLayer pool) {
        requirePooling(pool.getPoolingType() == PoolingType.AVG, pool.getPoolingType(), "AVG");
        int[] dimensions = pool.getPoolingDimensions();
        require(
                dimensions == null || Arrays.equals(dimensions, new int[] {2, 3}),
                "poolingDimensions",
                "only height and width can be pooled; leave the default");
        require(pool.isCollapseDimensions(), "collapseDimensions", "false is not supported; use true");
        return Layers.globalAvgPool();
    }

    /** Its activation is not read, for Deeplearning4j does not apply it. */
    BatchNorm norm(BatchNormalization norm, long inputs) {
        requireInputs(norm, inputs);
        requireChannelsFirst(norm.getCnn2DFormat(), "dataFormat");
        return new BatchNorm(momentum(norm.getDecay()), norm.getEps(), Activation.IDENTITY);
    }

    /** The momentum with the fewest digits whose complement is this decay. */
    private static double momentum(double decay) {
        double few = BigDecimal.valueOf(1 - decay).round(new MathContext(12)).doubleValue();
        return 1 - few == decay ? few : 1 - decay;
    }

    /** The probability of dropping a value; 0 without dropout. */
    double dropoutRate(@Nullable IDropout dropout) {
        if (dropout == null) {
            return 0;
        }
        boolean plain = dropout.getClass() == org.deeplearning4j.nn.conf.dropout.Dropout.class;
        require(plain, "dropOut", dropout.getClass().getSimpleName() + " is not supported; use Dropout");
        org.deeplearning4j.nn.conf.dropout.Dropout constant = (org.deeplearning4j.nn.conf.dropout.Dropout) dropout;
        require(constant.getPSchedule() == null, "dropOut", "a schedule is not supported; use one probability");
        return BridgeSettings.complement(constant.getP());
    }

    /** Returns the number of classes. */
    int output(OutputLayer output, long inputs) {
        requireInputs(output, inputs);
        require(
                output.getActivationFn().getClass() == ActivationSoftmax.class,
                "activation",
                output.getActivationFn() + " is not supported in the output; use SOFTMAX");
        boolean crossEntropy = output.getLossFn().getClass() == LossMCXENT.class
                || output.getLossFn().getClass() == LossNegativeLogLikelihood.class;
        require(
                crossEntropy && ((LossMCXENT) output.getLossFn()).getWeights() == null,
                "lossFunction",
                output.getLossFn() + " is not supported; use MCXENT or NEGATIVELOGLIKELIHOOD, without class weights");
        return toInt(output.getNOut(), "nOut");
    }

    Activation activation(IActivation activation) {
        return Dl4jActivations.fromDl4j(activation)
                .orElseThrow(() -> refusal(
                        "activation",
                        activation + " is not supported; use RELU, TANH, SIGMOID, IDENTITY, or LEAKYRELU with alpha"
                                + " 0.01"));
    }

    private void requireInputs(FeedForwardLayer layer, long inputs) {
        require(
                layer.getNIn() == inputs,
                "nIn",
                "is " + layer.getNIn() + ", but with images of the given shape the layer before has " + inputs
                        + " outputs");
    }

    private void requireChannelsFirst(CNN2DFormat format, String setting) {
        require(format == CNN2DFormat.NCHW, setting, format + " is not supported; use NCHW");
    }

    private void requirePooling(boolean supported, PoolingType type, String instead) {
        require(supported, "poolingType", type + " is not supported; use " + instead);
    }

    private int square(int[] sides, String setting) {
        require(
                sides[0] == sides[1],
                setting,
                Arrays.toString(sides) + " differs in height and width, which is not supported; use one number");
        return sides[0];
    }

    private int toInt(long number, String setting) {
        require(number <= Integer.MAX_VALUE, setting, number + " is too large");
        return (int) number;
    }

    private void require(boolean supported, String setting, String reason) {
        if (!supported) {
            throw refusal(setting, reason);
        }
    }

    private BridgeException refusal(String setting, String reason) {
        return new BridgeException(path + "." + setting, reason);
    }
}
