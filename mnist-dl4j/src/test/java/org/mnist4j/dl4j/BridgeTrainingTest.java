package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.adamW;
import static org.mnist4j.config.Optimizers.rmsProp;
import static org.mnist4j.config.Optimizers.sgd;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Initializer;
import org.mnist4j.config.Layers;
import org.mnist4j.config.Optimizer;
import org.mnist4j.config.Schedule;
import org.mnist4j.config.Schedules;
import org.mnist4j.data.Mnist;
import org.mnist4j.engine.Engines;
import org.mnist4j.engine.TrainingEngine;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Model;
import org.mnist4j.train.Trainer;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Deeplearning4j trains by a converted configuration, and evaluates a converted model. */
class BridgeTrainingTest {

    static Stream<Arguments> optimizers() {
        Schedule constant = Schedules.constant();
        Schedule step = Schedules.step(1, 0.3);
        // An epsilon that the difference in its place, documented at configuration(), does not show in.
        return Stream.of(
                Arguments.of(sgd(0.1), constant, 1e-6),
                Arguments.of(sgd(0.1), step, 1e-6),
                Arguments.of(sgd(0.05).momentum(0.9).nesterov(true), constant, 1e-6),
                Arguments.of(adam(0.002).epsilon(1e-10), constant, 1e-5),
                Arguments.of(adam(0.002).epsilon(1e-10), step, 1e-5),
                Arguments.of(adamW(0.002).epsilon(1e-10).weightDecay(3), constant, 1e-5),
                Arguments.of(rmsProp(0.001).epsilon(1e-20), constant, 1e-5));
    }

    /** Both begin with the same weights; 2 epochs of 13 steps, the last of 40 images, in the order of the seed. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void deeplearning4jsTraining_follows(Optimizer optimizer, Schedule schedule, double tolerance) {
        ExperimentConfig config = BridgeNetworks.config(dense(16).activation(Activation.TANH)).toBuilder()
                .optimizer(optimizer)
                .schedule(schedule)
                .engine(EngineChoice.JAVA)
                .epochs(2)
                .batchSize(80)
                .build();
        Model start;
        try (TrainingEngine engine = Engines.open(config, 1)) {
            start = Model.of(config, BridgeNetworks.IMAGES.classNames(), engine.parameters());
        }
        Model ours = Trainer.of(config).fit(BridgeNetworks.IMAGES).model();
        MultiLayerNetwork network = Dl4jBridge.network(start);
        network.fit(Dl4jBridge.iterator(BridgeNetworks.IMAGES, 80).shuffled(config.seed()), 2);

        float[] theirs = Dl4jBridge.model(network, config, ours.classNames()).parameters();
        assertThat(rootMeanSquare(ours.parameters(), theirs)).isLessThan(tolerance);
        assertThat(rootMeanSquare(start.parameters(), theirs)).isGreaterThan(1000 * tolerance);
    }

    private static double rootMeanSquare(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow(a[i] - (double) b[i], 2);
        }
        return Math.sqrt(sum / a.length);
    }

    @ParameterizedTest
    @MethodSource("org.mnist4j.dl4j.BridgeTrainingTest#initializers")
    void initialWeights_haveTheDistributionOfTheInitializer(Initializer initializer, double variance) {
        ExperimentConfig config =
                BridgeNetworks.config(
                                Layers.conv2d(60, 5).stride(2).init(initializer),
                                dense(300).init(initializer))
                        .toBuilder()
                        .output(Layers.softmax().init(initializer))
                        .build();
        MultiLayerNetwork network = new MultiLayerNetwork(Dl4jBridge.configuration(config));
        network.init();

        INDArray weights = network.getLayer(0).getParam("W");
        assertThat(weights.varNumber().doubleValue()).isBetween(0.9 * variance, 1.1 * variance);
        assertThat(network.getLayer(0).getParam("b").maxNumber().doubleValue()).isZero();
        assertThat(Dl4jBridge.configuration(config).getConf(0).getSeed()).isEqualTo(config.seed());
    }

    static Stream<Arguments> initializers() {
        return Stream.of(
                Arguments.of(Initializer.HE_NORMAL, 2.0 / 25),
                Arguments.of(Initializer.HE_UNIFORM, 2.0 / 25),
                Arguments.of(Initializer.XAVIER, 2.0 / (25 + 60 * 25)));
    }

    /** A saved network consists of its parameters and this JSON. */
    @Test
    void configurationOfANetwork_isWrittenAndReadByDeeplearning4j() {
        MultiLayerNetwork network = new MultiLayerNetwork(Dl4jBridge.configuration(BridgeNetworks.config(
                        Layers.dropout(0.2), Layers.conv2d(4, 3).init(Initializer.XAVIER), Layers.batchNorm(), dense(9))
                .toBuilder()
                .optimizer(adamW(0.01))
                .schedule(Schedules.step(2, 0.5))
                .build()));
        network.init();

        MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
        assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
    }

    @Test
    void evaluationOfTheSeedModel_hasTheSameAccuracyAndConfusionMatrix() {
        Mnist mnist = Mnist.load();
        Model model = Trainer.of(ExperimentConfig.preset("seed").toBuilder()
                        .engine(EngineChoice.JAVA)
                        .build())
                .fit(mnist.train())
                .model();
        EvaluationReport report = model.evaluate(mnist.test());

        ImageDatasetIterator test = Dl4jBridge.iterator(mnist.test(), 300);
        Evaluation evaluation = Dl4jBridge.network(model).evaluate(test);
        assertThat(evaluation.accuracy()).isEqualTo(report.accuracy());
        assertThat(evaluation.getLabelsList()).isEqualTo(model.classNames());
        for (int actual = 0; actual < 10; actual++) {
            for (int predicted = 0; predicted < 10; predicted++) {
                assertThat((long) evaluation.getConfusionMatrix().getCount(actual, predicted))
                        .isEqualTo(report.confusionMatrix().count(actual, predicted));
            }
        }
    }
}
