package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Augmentations;
import org.mnist4j.config.Averagings;
import org.mnist4j.config.EarlyStoppings;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.GradientClippings;
import org.mnist4j.config.Initializer;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Losses;
import org.mnist4j.config.Metric;
import org.mnist4j.config.Optimizers;
import org.mnist4j.config.Padding;
import org.mnist4j.config.Schedules;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Model;
import org.mnist4j.train.Trainer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What Deeplearning4j cannot express of an experiment is refused, with the field's path. */
class ExperimentRefusalTest {

    private static Arguments unsaid(String path, UnaryOperator<ExperimentConfig.Builder> change) {
        return Arguments.of(path, change);
    }

    static Stream<Arguments> ourSettings() {
        return Stream.of(
                unsaid(
                        "training.optimizer.nesterov",
                        c -> c.optimizer(Optimizers.sgd(0.1).momentum(0.9))),
                unsaid(
                        "training.schedule",
                        c -> c.optimizer(Optimizers.sgd(0.1).momentum(0.9).nesterov(true))
                                .schedule(Schedules.step(1, 0.5))),
                unsaid("training.schedule", c -> c.schedule(Schedules.oneCycle())),
                unsaid("training.schedule", c -> c.schedule(Schedules.cosine())),
                unsaid("training.warmUpEpochs", c -> c.warmUpEpochs(0.5)),
                unsaid("training.gradientClipping", c -> c.gradientClipping(GradientClippings.clipByNorm(1))),
                unsaid("training.averaging", c -> c.averaging(Averagings.ema(0.9))),
                unsaid("training.augmentation", c -> c.augmentation(Augmentations.horizontalFlip())),
                unsaid(
                        "training.earlyStopping",
                        c -> c.validationFraction(0.1).earlyStopping(EarlyStoppings.patience(Metric.LOSS, 2))),
                unsaid("loss.labelSmoothing", c -> c.loss(Losses.crossEntropy().labelSmoothing(0.1))));
    }

    @ParameterizedTest
    @MethodSource("ourSettings")
    void ourTrainingSetting_isRefusedWithItsPath_unlessAnUpdaterIsGiven(
            String path, UnaryOperator<ExperimentConfig.Builder> change) {
        ExperimentConfig config =
                change.apply(BridgeNetworks.config(dense(5)).toBuilder()).build();

        assertThatThrownBy(() -> Dl4jBridge.configuration(config))
                .isInstanceOfSatisfying(BridgeException.class, refusal -> {
                    assertThat(refusal.path()).isEqualTo(path);
                    assertThat(refusal.reason()).contains("; use ").contains("IUpdater");
                });
        assertThat(Dl4jBridge.configuration(config, new NoOp())).isNotNull();
    }

    @Test
    void randomBiases_areRefused() {
        ExperimentConfig config = BridgeNetworks.config(dropout(0.1), dense(5).init(Initializer.FAN_IN_UNIFORM));

        assertThatThrownBy(() -> Dl4jBridge.configuration(config))
                .isInstanceOf(BridgeException.class)
                .hasMessageStartingWith("layers[1].init: Deeplearning4j starts with equal biases");
    }

    @Test
    void strideBeyondTheKernel_withPaddingSame_isRefused_byBridgeAndEngine() {
        Layer conv = conv2d(2, 1).stride(5).padding(Padding.SAME);
        ExperimentConfig config = BridgeNetworks.config(conv).toBuilder()
                .engine(EngineChoice.DL4J)
                .build();
        String message =
                "layers[0].stride: Deeplearning4j cannot apply padding \"same\" where a stride of 5 leaves out 2"
                        + " of 28 inputs; use padding \"valid\", or another stride";

        assertThatThrownBy(() -> Dl4jBridge.configuration(config))
                .isInstanceOf(BridgeException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Trainer.of(config).fit(BridgeNetworks.IMAGES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void calibratedModel_isRefused_sinceItsTemperatureHasNoPlace() {
        Model model = BridgeNetworks.trained(BridgeNetworks.config(dense(8)), BridgeNetworks.IMAGES);
        Model calibrated = model.withCalibration(new Calibration("t", "0a".repeat(32), 60, 1.7, 0.25, 0.75, 50, 5));

        assertThatThrownBy(() -> Dl4jBridge.network(calibrated, new NoOp()))
                .isInstanceOf(BridgeException.class)
                .hasMessageStartingWith("calibration: a Deeplearning4j network has no temperature");
    }

    /** Remove the refusal if this fails: a later release then can. */
    @Test
    void deeplearning4j_failsAtAStrideBeyondTheKernel() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(1, 1)
                        .nOut(2)
                        .stride(5, 5)
                        .convolutionMode(ConvolutionMode.Same)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
        network.init();

        assertThatThrownBy(() -> network.output(
                        Dl4jBridge.iterator(BridgeNetworks.IMAGES, 2).next().getFeatures()))
                .hasMessageContaining("Invalid padding");
    }
}
