package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageShape;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** What this library cannot express of a Deeplearning4j network is refused, with the layer's path. */
class ForeignNetworkRefusalTest {

    private static final ImageShape SHAPE = BridgeNetworks.IMAGES.shape();
    private static final List<String> NAMES = BridgeNetworks.IMAGES.classNames();

    private static MultiLayerNetwork network(org.deeplearning4j.nn.conf.layers.Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
        for (org.deeplearning4j.nn.conf.layers.Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.convolutional(28, 28, 1)).build());
        network.init();
        return network;
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(10)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static DenseLayer.Builder units() {
        return new DenseLayer.Builder().nOut(5).activation(Activation.RELU);
    }

    private static ConvolutionLayer.Builder filters() {
        return new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.RELU);
    }

    private static SubsamplingLayer.Builder pooling() {
        return new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(3, 3).stride(2, 2);
    }

    private static Arguments refused(String path, String reason, org.deeplearning4j.nn.conf.layers.Layer... layers) {
        return Arguments.of(path, reason, layers);
    }

    static Stream<Arguments> theirLayers() {
        return Stream.of(
                refused(
                        "layers[0].activation",
                        "LEAKYRELU",
                        units().activation(Activation.ELU).build(),
                        output()),
                refused(
                        "layers[0].activation",
                        "alpha 0.01",
                        units().activation(new ActivationLReLU(0.2)).build(),
                        output()),
                refused(
                        "layers[0].hasLayerNorm",
                        "BatchNorm",
                        units().hasLayerNorm(true).build(),
                        output()),
                refused(
                        "layers[1].dropOut",
                        "GaussianDropout is not supported",
                        units().build(),
                        units().dropOut(new GaussianDropout(0.1)).build(),
                        output()),
                refused(
                        "layers[0].kernelSize",
                        "[3, 5]",
                        filters().kernelSize(3, 5).build(),
                        output()),
                refused("layers[0].stride", "[1, 2]", filters().stride(1, 2).build(), output()),
                refused("layers[0].dilation", "use 1", filters().dilation(2, 2).build(), output()),
                refused("layers[0].padding", "use Same", filters().padding(2, 2).build(), output()),
                refused(
                        "layers[0].padding",
                        "use Same",
                        filters().kernelSize(4, 4).padding(2, 2).build(),
                        output()),
                refused(
                        "layers[1].units",
                        "65536",
                        new GlobalPoolingLayer(PoolingType.AVG),
                        units().nOut(70_000).build(),
                        output()),
                refused(
                        "layers[1].padding",
                        "Truncate",
                        filters().build(),
                        pooling().padding(1, 1).build(),
                        output()),
                refused(
                        "layers[0].padding",
                        "Truncate",
                        pooling().convolutionMode(ConvolutionMode.Same).build(),
                        output()),
                refused(
                        "layers[0].poolingType",
                        "MAX or AVG",
                        new SubsamplingLayer.Builder(PoolingType.SUM)
                                .kernelSize(2, 2)
                                .build(),
                        output()),
                refused("layers[0].poolingType", "use AVG", new GlobalPoolingLayer(PoolingType.MAX), output()),
                refused(
                        "layers[0]",
                        "SeparableConvolution2D is not supported",
                        new SeparableConvolution2D.Builder(3, 3).nOut(4).build(),
                        output()),
                refused("layers[0]", "directly behind", new ActivationLayer(Activation.RELU), output()),
                refused(
                        "layers[1]",
                        "without an activation",
                        filters().build(),
                        new ActivationLayer(Activation.TANH),
                        output()),
                refused(
                        "layers[0].epsilon",
                        "",
                        new BatchNormalization.Builder().eps(2).build(),
                        output()),
                refused("layers[0].momentum", "", new BatchNormalization.Builder(1.0, true).build(), output()),
                refused(
                        "layers[1].activation",
                        "SOFTMAX",
                        units().build(),
                        new OutputLayer.Builder(LossFunction.XENT)
                                .nOut(10)
                                .activation(Activation.SIGMOID)
                                .build()),
                refused(
                        "layers[0].lossFunction",
                        "MCXENT",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(10)
                                .activation(Activation.SOFTMAX)
                                .build()),
                refused(
                        "layers[0].lossFunction",
                        "class weights",
                        new OutputLayer.Builder(new LossMCXENT(Nd4j.ones(DataType.FLOAT, 10)))
                                .nOut(10)
                                .activation(Activation.SOFTMAX)
                                .build()),
                refused(
                        "layers[1]",
                        "OutputLayer",
                        units().nOut(10).build(),
                        new LossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("theirLayers")
    void theirLayer_isRefusedWithItsPath(
            String path, String reason, org.deeplearning4j.nn.conf.layers.Layer... layers) {
        MultiLayerNetwork network = network(layers);

        BridgeException refusal =
                catchThrowableOfType(BridgeException.class, () -> Dl4jBridge.model(network, SHAPE, NAMES));
        assertThat(refusal).isNotNull();
        assertThat(refusal.path()).isEqualTo(path);
        assertThat(refusal.reason()).contains(reason);
        assertThat(refusal).hasMessage(path + ": " + refusal.reason());
    }

    @Test
    void channelsLast_isRefused() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(filters().dataFormat(CNN2DFormat.NHWC).build())
                .layer(output())
                .setInputType(InputType.convolutional(28, 28, 1, CNN2DFormat.NHWC))
                .build());
        network.init();

        assertThatThrownBy(() -> Dl4jBridge.model(network, SHAPE, NAMES))
                .isInstanceOf(BridgeException.class)
                .hasMessage("layers[0].dataFormat: NHWC is not supported; use NCHW");
    }

    @Test
    void networkForOtherImages_isRefused() {
        MultiLayerNetwork network = network(filters().build(), output());

        assertThatThrownBy(() -> Dl4jBridge.model(network, ImageShape.of(20, 28, 1), NAMES))
                .isInstanceOf(BridgeException.class)
                .hasMessageContaining("inputPreProcessors[1]: is for 26x26x4 as NCHW")
                .hasMessageContaining("gets 18x26x4");
        assertThatThrownBy(() -> Dl4jBridge.model(network, ImageShape.of(28, 28, 3), NAMES))
                .isInstanceOf(BridgeException.class)
                .hasMessageContaining("layers[0].nIn: is 1");
    }

    @Test
    void networkWithoutParameters_isRefused() {
        MultiLayerNetwork network = new MultiLayerNetwork(Dl4jBridge.configuration(BridgeNetworks.config(dense(5))));

        assertThatThrownBy(() -> Dl4jBridge.model(network, SHAPE, NAMES))
                .isInstanceOf(BridgeException.class)
                .hasMessageContaining("call init()");
    }

    @Test
    void networkOfDoubles_isRefusedUntilItIsConverted() {
        MultiLayerNetwork network = network(units().build(), output()).convertDataType(DataType.DOUBLE);

        assertThatThrownBy(() -> Dl4jBridge.model(network, SHAPE, NAMES))
                .isInstanceOf(BridgeException.class)
                .hasMessageContaining("convertDataType(DataType.FLOAT)");
        assertThat(Dl4jBridge.model(network.convertDataType(DataType.FLOAT), SHAPE, NAMES))
                .isNotNull();
    }

    @Test
    void parametersThatAreNoNumbers_areRefused() {
        MultiLayerNetwork network = network(units().build(), output());
        network.getLayer(1).getParam("b").putScalar(3, Float.NaN);

        assertThatThrownBy(() -> Dl4jBridge.model(network, SHAPE, NAMES))
                .isInstanceOf(BridgeException.class)
                .hasMessageContaining("layers[1].b: value 3 is NaN");
    }

    @Test
    void negativeVariance_isRefused() {
        MultiLayerNetwork network = network(
                filters().build(),
                new BatchNormalization.Builder().useLogStd(false).build(),
                output());
        network.getLayer(1).getParam("var").putScalar(2, -1);

        assertThatThrownBy(() -> Dl4jBridge.model(network, SHAPE, NAMES))
                .isInstanceOf(BridgeException.class)
                .hasMessageContaining("running_var[2]");
    }

    @Test
    void experimentWithOtherLayers_isRefused() {
        MultiLayerNetwork network = network(units().build(), output());

        assertThatThrownBy(() -> Dl4jBridge.model(network, BridgeNetworks.config(dense(6)), NAMES))
                .isInstanceOf(BridgeException.class)
                .hasMessageStartingWith("layers[0]: the experiment has Dense[units=6");
        assertThatThrownBy(() -> Dl4jBridge.model(network, BridgeNetworks.config(dense(5), dropout(0.1)), NAMES))
                .isInstanceOf(BridgeException.class)
                .hasMessageStartingWith("layers[1]: the experiment has Dropout[rate=0.1] here, the network the output");
        ExperimentConfig nine =
                BridgeNetworks.config(dense(5)).toBuilder().classes(9).build();
        assertThatThrownBy(() -> Dl4jBridge.model(network, nine, NAMES))
                .isInstanceOf(BridgeException.class)
                .hasMessageStartingWith("layers[1].nOut: the experiment has 9 classes");
    }
}
