package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.flatten;
import static org.mnist4j.config.Layers.globalAvgPool;
import static org.mnist4j.config.Layers.maxPool2d;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Padding;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.model.Model;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks that users built and trained with Deeplearning4j's own builders. */
class ForeignNetworkTest {

    private static final InputType FLAT = InputType.convolutionalFlat(28, 28, 1);
    private static final InputType MAPS = InputType.convolutional(28, 28, 1);

    private static NeuralNetConfiguration.Builder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(0.002))
                .activation(Activation.RELU);
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.NEGATIVELOGLIKELIHOOD)
                .nOut(10)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** Trains it there, and checks that the model has these layers and predicts the same. */
    private static Model check(MultiLayerConfiguration configuration, boolean flat, Layer... layers) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        ImageDataset images = BridgeNetworks.IMAGES;
        ImageDatasetIterator iterator = Dl4jBridge.iterator(images, 100).shuffled(1);
        network.fit(flat ? iterator.flat() : iterator, 2);

        Model model = BridgeNetworks.modelOf(network);
        assertThat(model.config().layers()).containsExactly(layers);
        ImageDatasetIterator all = Dl4jBridge.iterator(images, images.size());
        BridgeNetworks.assertAgree(model, network, images, flat ? all.flat() : all);
        return model;
    }

    @Test
    void perceptron_withoutInputType_isRead() {
        Model model = check(
                builder()
                        .list()
                        .layer(new DenseLayer.Builder().nIn(784).nOut(30).build())
                        .layer(new DenseLayer.Builder()
                                .nIn(30)
                                .nOut(20)
                                .hasBias(false)
                                .dropOut(0.8)
                                .activation(Activation.TANH)
                                .build())
                        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(20)
                                .nOut(10)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .build(),
                true,
                dense(30),
                dropout(0.2),
                dense(20).activation(org.mnist4j.config.Activation.TANH));

        assertThat(model.config().seed()).isEqualTo(7);
    }

    @Test
    void leNet_onFlatImages_isRead() {
        check(
                builder()
                        .list()
                        .layer(new ConvolutionLayer.Builder(5, 5)
                                .nOut(6)
                                .activation(Activation.IDENTITY)
                                .build())
                        .layer(new SubsamplingLayer.Builder(PoolingType.MAX)
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .build())
                        .layer(new ConvolutionLayer.Builder(3, 3)
                                .nOut(8)
                                .padding(1, 1)
                                .build())
                        .layer(new SubsamplingLayer.Builder(PoolingType.MAX)
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .convolutionMode(ConvolutionMode.Same)
                                .build())
                        .layer(new DenseLayer.Builder().nOut(20).build())
                        .layer(output())
                        .setInputType(FLAT)
                        .build(),
                true,
                conv2d(6, 5).activation(org.mnist4j.config.Activation.IDENTITY),
                maxPool2d(2),
                conv2d(8, 3).padding(Padding.SAME),
                maxPool2d(2),
                dense(20));
    }

    @Test
    void batchNormalization_withLogarithmicDeviations_isRead() {
        // BatchNormalization ignores the activation of the whole network, and so do pooling layers its dropOut.
        check(
                builder()
                        .dropOut(0.9)
                        .convolutionMode(ConvolutionMode.Same)
                        .list()
                        .layer(new ConvolutionLayer.Builder(4, 4)
                                .nOut(5)
                                .stride(2, 2)
                                .activation(Activation.IDENTITY)
                                .build())
                        .layer(new BatchNormalization.Builder().decay(0.7).build())
                        .layer(new ActivationLayer.Builder()
                                .activation(Activation.LEAKYRELU)
                                .build())
                        .layer(new SubsamplingLayer.Builder(PoolingType.AVG)
                                .kernelSize(2, 2)
                                .stride(2, 2)
                                .build())
                        .layer(new BatchNormalization.Builder()
                                .lockGammaBeta(true)
                                .gamma(0.5)
                                .beta(0.25)
                                .build())
                        .layer(new DropoutLayer.Builder(0.5).build())
                        .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                        .layer(output())
                        .setInputType(MAPS)
                        .build(),
                false,
                dropout(0.1),
                conv2d(5, 4).stride(2).padding(Padding.SAME).activation(org.mnist4j.config.Activation.IDENTITY),
                batchNorm().momentum(0.3).activation(org.mnist4j.config.Activation.LEAKY_RELU),
                new org.mnist4j.config.AvgPool2d(2, 2),
                batchNorm(),
                dropout(0.5),
                globalAvgPool(),
                dropout(0.1));
    }

    @Test
    void activationLayers_areFoldedIntoTheLayersBefore() {
        check(
                builder()
                        .activation(Activation.IDENTITY)
                        .list()
                        .layer(new ConvolutionLayer.Builder(5, 5)
                                .nOut(4)
                                .stride(3, 3)
                                .build())
                        .layer(new ActivationLayer(Activation.TANH))
                        .layer(new DenseLayer.Builder().nOut(12).build())
                        .layer(new ActivationLayer(Activation.IDENTITY))
                        .layer(new ActivationLayer(Activation.SIGMOID))
                        .layer(output())
                        .setInputType(MAPS)
                        .build(),
                false,
                conv2d(4, 5).stride(3).activation(org.mnist4j.config.Activation.TANH),
                dense(12).activation(org.mnist4j.config.Activation.SIGMOID));
    }

    @Test
    void softmaxRegression_onMapsOrVectors_isRead() {
        check(builder().list().layer(output()).setInputType(MAPS).build(), false, flatten());
        check(builder().list().layer(output()).setInputType(FLAT).build(), true, flatten());
    }

    @Test
    void batchNormalizationOfPixels_isRead() {
        check(
                builder()
                        .updater(new Nadam(0.001))
                        .l2(1e-4)
                        .list()
                        .layer(new BatchNormalization.Builder()
                                .nIn(784)
                                .nOut(784)
                                .build())
                        .layer(new DenseLayer.Builder().nIn(784).nOut(12).build())
                        .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(12)
                                .nOut(10)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .build(),
                true,
                flatten(),
                batchNorm(),
                dense(12));
    }

    @Test
    void layerTypesOfTheBridge_coverAllOfTheLibrary() {
        List<Class<?>> known = List.of(Layer.class.getPermittedSubclasses());

        // A new kind of layer needs a place in Dl4jNetwork, LayerReader, BridgePredictionTest and deeplearning4j.md.
        assertThat(known)
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrder(
                        "Dense",
                        "Conv2d",
                        "MaxPool2d",
                        "AvgPool2d",
                        "GlobalAvgPool",
                        "BatchNorm",
                        "Flatten",
                        "Dropout");
    }
}
