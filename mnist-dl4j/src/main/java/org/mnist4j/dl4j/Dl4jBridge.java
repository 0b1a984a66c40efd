package org.mnist4j.dl4j;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.slf4j.LoggerFactory;

/**
 * Converts data sets, experiments and models of this library to Deeplearning4j's, and its networks back.
 *
 * <pre>{@code
 * MultiLayerNetwork network = new MultiLayerNetwork(Dl4jBridge.configuration(config));
 * network.init();
 * network.fit(Dl4jBridge.iterator(mnist.train(), 128).shuffled(42), 5);
 * Evaluation evaluation = network.evaluate(Dl4jBridge.iterator(mnist.test(), 500));
 * Model model = Dl4jBridge.model(network, config, mnist.train().classNames());
 * }</pre>
 *
 * <p>A converted network or model gives the same probabilities but for rounding, within 1e-5. A part that the other library
 * cannot express exactly is refused with a {@link BridgeException}; nothing is approximated or left out without one. The
 * bridge takes and returns objects. It reads no Deeplearning4j files, whose format lets a file run code.
 *
 * <p>Deeplearning4j sees images with channels first, {@code [n][channels][height][width]}. Converted networks take them flat
 * as well, as {@code [n][channels * height * width]}.
 *
 * <p>All methods need ND4J's native library for the platform on the class path.
 */
public final class Dl4jBridge {

    static {
        try {
            NativeCache.choose();
        } catch (IOException e) {
            LoggerFactory.getLogger(Dl4jBridge.class)
                    .warn("no folder of one's own for ND4J's native library; JavaCPP chooses one", e);
        }
    }

    private Dl4jBridge() {}

    /**
     * Images and labels for {@code fit} and {@code evaluate}, in the data set's order and as feature maps; see {@link
     * ImageDatasetIterator#shuffled(long)} and {@link ImageDatasetIterator#flat()}.
     *
     * @param batchSize images per batch, 1 or more; the last batch may be smaller
     * @throws IllegalArgumentException if the batch size is below 1
     */
    public static ImageDatasetIterator iterator(ImageDataset images, int batchSize) {
        return new ImageDatasetIterator(images, batchSize, false, OptionalLong.empty());
    }

    /**
     * An experiment's network with its seed, initializers, optimizer, learning-rate schedule and weight decay.
     *
     * <p>Not part of it are epochs, batch size and engine, which {@code fit} and its iterator decide, nor the validation
     * fraction. Training differs from {@code Trainer}'s in this:
     *
     * <ul>
     *   <li>Adam and AdamW: Deeplearning4j folds the bias correction into the step size and adds epsilon to the uncorrected
     *       root, so that at step {@code t} epsilon acts as {@code epsilon / sqrt(1 - beta2^t)}.
     *   <li>RMSProp: the mean square starts at epsilon, not at 0.
     *   <li>Batch normalization: the running variance follows the biased variance of a batch, not the unbiased one.
     *   <li>Initial weights and dropout come from ND4J's generator: the distributions are the same, the numbers are not.
     * </ul>
     *
     * @throws BridgeException if Deeplearning4j has no such setting: momentum that is not Nesterov's, or Nesterov's with a
     *     schedule; schedules other than constant and step; warm-up, gradient clipping, label smoothing, weight averaging,
     *     augmentation and early stopping; {@code fanInUniform}
     */
    public static MultiLayerConfiguration configuration(ExperimentConfig config) {
        return configuration(config, TrainingSettings.of(config), false);
    }

    /**
     * An experiment's network with its seed and initializers, and this updater instead of all settings for training.
     *
     * @throws BridgeException if Deeplearning4j has no such layer or initializer
     */
    public static MultiLayerConfiguration configuration(ExperimentConfig config, IUpdater updater) {
        return configuration(config, TrainingSettings.of(config, updater), false);
    }

    private static MultiLayerConfiguration configuration(
            ExperimentConfig config, TrainingSettings training, boolean weightsFollow) {
        return new Dl4jNetwork(config, new BridgeSettings(training, weightsFollow)).configuration();
    }

    /**
     * A model's network with its weights and running statistics, configured as by {@link #configuration(ExperimentConfig)}.
     * Its optimizer starts anew.
     *
     * @throws BridgeException if Deeplearning4j has no such layer or setting, or the model is calibrated
     */
    public static MultiLayerNetwork network(Model model) {
        return network(model, TrainingSettings.of(model.config()));
    }

    /**
     * A model's network with its weights and running statistics, and this updater instead of all settings for training. For
     * prediction alone any updater will do, such as {@code new NoOp()}.
     *
     * @throws BridgeException if Deeplearning4j has no such layer, or the model is calibrated
     */
    public static MultiLayerNetwork network(Model model, IUpdater updater) {
        return network(model, TrainingSettings.of(model.config(), updater));
    }

    private static MultiLayerNetwork network(Model model, TrainingSettings training) {
        if (model.calibration().isPresent()) {
            throw new BridgeException(
                    "calibration",
                    "a Deeplearning4j network has no temperature; convert the model without its calibration, as it was"
                            + " trained");
        }
        ExperimentConfig config = model.config();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(config, training, true));
        float[] channelsFirst = ImageOrder.reorder(config, model.parameters(), true);
        float[] parameters = Dl4jLayout.of(config).toDl4j(channelsFirst);
        network.init(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'), false);
        return network;
    }

    /**
     * A model with the weights and running statistics of a network, built with Deeplearning4j or by this bridge.
     *
     * <p>Supported are {@code DenseLayer}, {@code ConvolutionLayer}, {@code SubsamplingLayer} (MAX, AVG), {@code
     * BatchNormalization}, {@code GlobalPoolingLayer} (AVG), {@code DropoutLayer} and {@code dropOut}, an {@code
     * ActivationLayer} directly behind a layer that has no activation, and as the last layer {@code OutputLayer} with SOFTMAX
     * and MCXENT or NEGATIVELOGLIKELIHOOD; square kernels, windows and strides; the activations RELU, TANH, SIGMOID,
     * IDENTITY, and LEAKYRELU with alpha 0.01. A layer without a bias gets one of 0, for the model's layers have one.
     *
     * <p>The model's configuration has the network's layers and seed. Updaters and regularization are not read: what it says
     * of training are this library's defaults. {@link #model(MultiLayerNetwork, ExperimentConfig, List)} keeps an experiment.
     *
     * @param input the shape of one image
     * @param classNames one name per class, in the order of the network's outputs
     * @throws BridgeException if the network has a part that this library does not have, does not take such images, is not
     *     initialized, is not of floats, or has a parameter that is no number; the path is that of Deeplearning4j's layer
     * @throws IllegalArgumentException if the class names do not fit
     */
    public static Model model(MultiLayerNetwork network, ImageShape input, List<String> classNames) {
        NetworkConversion conversion = new NetworkConversion(network, input);
        return conversion.model(conversion.experiment(), classNames);
    }

    /**
     * A model of this experiment with the weights and running statistics of a network that has the experiment's layers.
     *
     * @param classNames one name per class, in the order of the network's outputs
     * @throws BridgeException as {@link #model(MultiLayerNetwork, ImageShape, List)}, or if the network has other layers than
     *     the experiment
     * @throws IllegalArgumentException if the class names do not fit
     */
    public static Model model(MultiLayerNetwork network, ExperimentConfig config, List<String> classNames) {
        NetworkConversion conversion = new NetworkConversion(network, config.input());
        conversion.requireLayersOf(config);
        return conversion.model(config, classNames);
    }
}
