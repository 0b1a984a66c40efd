package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.EarlyStoppings.patience;
import static org.mnist4j.config.GradientClippings.clipByNorm;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Losses.crossEntropy;
import static org.mnist4j.config.Optimizers.adamW;
import static org.mnist4j.config.Optimizers.sgd;
import static org.mnist4j.config.Schedules.oneCycle;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Metric;
import org.mnist4j.data.Mnist;
import org.mnist4j.random.RandomStream;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

/** Both engines train the same network. They add in another order, so float roundings of 6e-8 grow with the steps. */
class JavaAndDl4jAgreementTest {

    private static double rootMeanSquare(float[] java, float[] dl4j) {
        double[] expected = new double[dl4j.length];
        Arrays.setAll(expected, i -> dl4j[i]);
        return EngineAgreementTest.rootMeanSquare(java, expected);
    }

    private static ExperimentConfig with(ExperimentConfig config, EngineChoice engine) {
        return config.toBuilder().engine(engine).build();
    }

    @Test
    void augmentedSteps_agree() {
        float[] java = AugmentedTrainingTest.trained(
                AugmentedTrainingTest.config(EngineChoice.JAVA), 2, List.of(AugmentedTrainingTest.IMAGES));
        float[] dl4j = AugmentedTrainingTest.trained(
                AugmentedTrainingTest.config(EngineChoice.DL4J), 2, List.of(AugmentedTrainingTest.IMAGES));

        // Seven steps of Adam; the tolerance is that of a whole epoch on plain images.
        assertThat(rootMeanSquare(java, dl4j)).isLessThan(1e-5);
    }

    @ParameterizedTest
    @MethodSource("org.mnist4j.engine.ConvolutionAgreementTest#steadyNetworks")
    void tenStepsOfConvolutionalNetworks_agree(List<Layer> layers) {
        float[][] trained = new float[2][];
        double[] losses = new double[2];
        int[] order = RandomStream.of(1, "order").permutation(200);
        for (int e = 0; e < 2; e++) {
            EngineChoice engine = e == 0 ? EngineChoice.JAVA : EngineChoice.DL4J;
            try (TrainingEngine open = Engines.open(ConvolutionAgreementTest.config(layers, engine, sgd(0.02)), 2)) {
                for (int from = 0; from < order.length; from += 20) {
                    losses[e] = open.step(ConvolutionAgreementTest.IMAGES, order, from, from + 20, 1);
                }
                trained[e] = open.parameters();
            }
        }

        // Rounding errors of about 1e-8 a step.
        assertThat(rootMeanSquare(trained[0], trained[1])).isLessThan(1e-7);
        assertThat(losses[0]).isCloseTo(losses[1], within(1e-3));
    }

    @Test
    void wholeEpochOfTheSeedExperiment_agrees() {
        ExperimentConfig config =
                ExperimentConfig.preset("seed").toBuilder().epochs(1).build();
        TrainingResult java = Trainer.of(with(config, EngineChoice.JAVA)).fit(Mnist.loadTest());
        TrainingResult dl4j = Trainer.of(with(config, EngineChoice.DL4J)).fit(Mnist.loadTest());

        EpochMetrics javaEpoch = java.history().epochs().get(0);
        EpochMetrics dl4jEpoch = dl4j.history().epochs().get(0);
        // 79 steps on 10,000 images.
        assertThat(javaEpoch.trainingLoss()).isCloseTo(dl4jEpoch.trainingLoss(), within(1e-5));
        assertThat(javaEpoch.trainingAccuracy()).isCloseTo(dl4jEpoch.trainingAccuracy(), within(2e-4));
        assertThat(rootMeanSquare(java.model().parameters(), dl4j.model().parameters()))
                .isLessThan(1e-5);
        assertThat(java.engine()).isEqualTo("java");
        assertThat(dl4j.engine()).isEqualTo("dl4j");
    }

    @Test
    void runWithEverySetting_agrees() {
        ExperimentConfig config =
                EngineAgreementTest.config(List.of(dropout(0.1), dense(32)), EngineChoice.JAVA, adamW(0.005), 50)
                        .toBuilder()
                        .loss(crossEntropy().labelSmoothing(0.1))
                        .schedule(oneCycle())
                        .warmUpEpochs(0.5)
                        .gradientClipping(clipByNorm(1))
                        .averaging(ema(0.95))
                        .validationFraction(0.1)
                        .earlyStopping(patience(Metric.LOSS, 2))
                        .epochs(3)
                        .build();
        TrainingResult java = Trainer.of(config).fit(EngineAgreementTest.IMAGES);
        TrainingResult dl4j = Trainer.of(with(config, EngineChoice.DL4J)).fit(EngineAgreementTest.IMAGES);

        EpochMetrics javaEpoch = java.history().epochs().get(2);
        EpochMetrics dl4jEpoch = dl4j.history().epochs().get(2);
        // 108 steps.
        assertThat(javaEpoch.trainingLoss()).isCloseTo(dl4jEpoch.trainingLoss(), within(1e-4));
        assertThat(javaEpoch.validationLoss().orElseThrow())
                .isCloseTo(dl4jEpoch.validationLoss().orElseThrow(), within(1e-4));
        assertThat(java.bestEpoch()).isEqualTo(dl4j.bestEpoch());
        assertThat(rootMeanSquare(java.model().parameters(), dl4j.model().parameters()))
                .isLessThan(2e-5);
    }
}
