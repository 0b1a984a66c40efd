package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.GradientClippings.clipByNorm;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.softmax;
import static org.mnist4j.config.Losses.crossEntropy;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.adamW;
import static org.mnist4j.config.Optimizers.rmsProp;
import static org.mnist4j.config.Optimizers.sgd;
import static org.mnist4j.config.Schedules.oneCycle;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Initializer;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Optimizer;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.random.RandomStream;

/** The engine under test against the same network in double precision, on real images. */
class EngineAgreementTest {

    static final ImageDataset IMAGES = Mnist.loadTest().take(2000);

    static Stream<Arguments> networksOnTheEngine() {
        List<List<Layer>> networks = List.of(
                List.of(dense(16)),
                List.of(dense(16).activation(Activation.TANH), dense(12).activation(Activation.SIGMOID)),
                List.of(dense(16).activation(Activation.LEAKY_RELU), dense(12).activation(Activation.IDENTITY)),
                List.of(dropout(0.2), dense(24), dropout(0.5), dense(20), dropout(0.25), dropout(0.1)));
        return networks.stream().flatMap(layers -> TestEngines.underTest().map(engine -> Arguments.of(layers, engine)));
    }

    static ExperimentConfig config(List<Layer> layers, EngineChoice engine, Optimizer optimizer, int batchSize) {
        return ExperimentConfig.builder()
                .seed(7)
                .input(ImageShape.of(28, 28, 1))
                .classes(10)
                .layers(layers)
                .output(softmax().init(Initializer.FAN_IN_UNIFORM))
                .optimizer(optimizer)
                .epochs(1)
                .batchSize(batchSize)
                .engine(engine)
                .build();
    }

    @ParameterizedTest
    @MethodSource("networksOnTheEngine")
    void gradient_equalsCentralDifferencesInDouble(List<Layer> layers, EngineChoice engine) {
        // With plain gradient descent and a learning rate of 1, the update is the gradient itself.
        ExperimentConfig config = config(layers, engine, sgd(1), 32);
        int[] order = IntStream.range(100, 132).toArray();
        float[] before = ParameterInitializer.draw(config);
        float[] after;
        double loss;
        try (TrainingEngine trained = Engines.open(config, 2)) {
            loss = trained.step(IMAGES, order, 0, order.length, 3);
            after = trained.parameters();
        }
        ReferenceNetwork reference = new ReferenceNetwork(config, before);
        RandomStream random = RandomStream.of(3, "which parameters");
        int[] indices = IntStream.range(0, 200)
                .map(i -> i < 100 ? random.nextInt(before.length) : before.length - 1 - random.nextInt(400))
                .toArray();

        double[] expected = reference.numericalGradient(IMAGES, order, 3, indices);

        // Float sums of 32 terms of size up to 0.1, and the difference of two floats of size 1 (ulp 6e-8).
        assertThat(loss).isCloseTo(reference.loss(IMAGES, order, 3), within(2e-6));
        for (int k = 0; k < indices.length; k++) {
            double actual = before[indices[k]] - after[indices[k]];
            assertThat(actual).as("parameter %d", indices[k]).isCloseTo(expected[k], within(5e-7));
        }
        assertThat(Arrays.stream(expected).filter(g -> Math.abs(g) > 1e-3).count())
                .as("gradients that are clearly not zero")
                .isGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("org.mnist4j.engine.TestEngines#underTest")
    void gradientOfSmoothedLabels_equalsCentralDifferencesInDouble(EngineChoice engine) {
        ExperimentConfig config = config(List.of(dense(12)), engine, sgd(1), 32).toBuilder()
                .loss(crossEntropy().labelSmoothing(0.3))
                .build();
        int[] order = IntStream.range(0, 32).toArray();
        float[] before = ParameterInitializer.draw(config);
        ReferenceNetwork reference = new ReferenceNetwork(config, before);
        int[] biases = IntStream.range(before.length - 10, before.length).toArray();
        try (TrainingEngine trained = Engines.open(config, 2)) {
            double loss = trained.step(IMAGES, order, 0, order.length, 1);
            float[] after = trained.parameters();
            double[] expected = reference.numericalGradient(IMAGES, order, 1, biases);

            assertThat(loss).isCloseTo(reference.loss(IMAGES, order, 1), within(2e-6));
            for (int k = 0; k < 10; k++) {
                // Float sums of 32 terms of size up to 1/32, and the difference of two floats below 1 (ulp 6e-8).
                assertThat((double) before[biases[k]] - after[biases[k]]).isCloseTo(expected[k], within(3e-7));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.mnist4j.engine.TestEngines#underTest")
    void clippedSteps_matchDoublePrecision_andStepsBelowTheNormAreUnchanged(EngineChoice engine) {
        ExperimentConfig free = config(List.of(dense(16), dense(12)), engine, sgd(0.5), 20);
        ExperimentConfig clipped =
                free.toBuilder().gradientClipping(clipByNorm(1.2)).build();
        ExperimentConfig loose =
                free.toBuilder().gradientClipping(clipByNorm(1000)).build();
        ReferenceNetwork reference = new ReferenceNetwork(clipped, ParameterInitializer.draw(free));
        int[] order = IntStream.range(0, 400).toArray();
        try (TrainingEngine plain = Engines.open(free, 1);
                TrainingEngine unclipped = Engines.open(loose, 3);
                TrainingEngine limited = Engines.open(clipped, 2)) {
            for (int from = 0; from < order.length; from += 20) {
                plain.step(IMAGES, order, from, from + 20, 1);
                unclipped.step(IMAGES, order, from, from + 20, 1);
                limited.step(IMAGES, order, from, from + 20, 1);
                reference.step(IMAGES, Arrays.copyOfRange(order, from, from + 20), 1);
            }
            assertThat(reference.clippedSteps).isBetween(3, 17);
            assertThat(unclipped.parameters()).isEqualTo(plain.parameters());
            float[] parameters = limited.parameters();
            for (int i = 0; i < parameters.length; i++) {
                // Twenty steps of size up to 0.5 * 1.2 with gradients accurate to 1e-7.
                assertThat((double) parameters[i]).isCloseTo(reference.parameters[i], within(2e-6));
            }
        }
    }

    @Test
    void referenceGradient_equalsItsOwnCentralDifferences() {
        for (Arguments network : networksOnTheEngine().toList()) {
            @SuppressWarnings("unchecked")
            ExperimentConfig config = config((List<Layer>) network.get()[0], EngineChoice.JAVA, sgd(1), 8);
            int[] order = {5, 6, 7, 8};
            ReferenceNetwork reference = new ReferenceNetwork(config, ParameterInitializer.draw(config));
            int[] indices = IntStream.range(0, 50)
                    .map(i -> (int) ((long) i * (reference.parameters.length - 1) / 49))
                    .toArray();

            double[] numerical = reference.numericalGradient(IMAGES, order, 1, indices);
            double[] analytical = reference.gradient(IMAGES, order, 1);

            for (int k = 0; k < indices.length; k++) {
                // Central differences with h = 1e-6 are accurate to about 1e-9.
                assertThat(analytical[indices[k]]).isCloseTo(numerical[k], within(1e-8));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networksOnTheEngine")
    void hundredAdamSteps_matchDoublePrecision(List<Layer> layers, EngineChoice engine) {
        ExperimentConfig config = config(layers, engine, adam(0.001), 20);
        ReferenceNetwork reference = new ReferenceNetwork(config, ParameterInitializer.draw(config));
        int[] order = RandomStream.of(1, "order").permutation(IMAGES.size());
        float[] trained;
        double loss = 0;
        double expectedLoss = 0;
        try (TrainingEngine open = Engines.open(config, 2)) {
            for (int from = 0; from < order.length; from += 20) {
                loss = open.step(IMAGES, order, from, from + 20, 1);
                expectedLoss = reference.step(IMAGES, Arrays.copyOfRange(order, from, from + 20), 1);
            }
            trained = open.parameters();
        }
        // Adam divides by the magnitude of the gradient, so a gradient near float's rounding error may flip the sign of
        // a step: single parameters may differ by a few steps of 1e-3, the typical one must not.
        double squares = 0;
        double largest = 0;
        for (int i = 0; i < trained.length; i++) {
            double difference = Math.abs(trained[i] - reference.parameters[i]);
            squares += difference * difference;
            largest = Math.max(largest, difference);
        }
        assertThat(Math.sqrt(squares / trained.length)).isLessThan(2e-5);
        assertThat(largest).isLessThan(2e-2);
        assertThat(loss).isCloseTo(expectedLoss, within(1e-3));
    }

    static Stream<Arguments> optimizersOnTheEngine() {
        List<Optimizer> optimizers = List.of(
                adamW(0.001).weightDecay(2),
                sgd(0.05).momentum(0.9).nesterov(true),
                rmsProp(0.001).epsilon(1e-3));
        return optimizers.stream()
                .flatMap(optimizer -> TestEngines.underTest().map(engine -> Arguments.of(optimizer, engine)));
    }

    /** Also shows that weight decay reaches the weights of pixels that are always black, which have no gradient. */
    @ParameterizedTest
    @MethodSource("optimizersOnTheEngine")
    void thirtyStepsWithEverything_matchDoublePrecision(Optimizer optimizer, EngineChoice engine) {
        ExperimentConfig config = config(List.of(dense(16)), engine, optimizer, 20).toBuilder()
                .loss(crossEntropy().labelSmoothing(0.1))
                .schedule(oneCycle())
                .warmUpEpochs(0.5)
                .gradientClipping(clipByNorm(1))
                .averaging(ema(0.9))
                .epochs(3)
                .build();
        ReferenceNetwork reference = new ReferenceNetwork(config, ParameterInitializer.draw(config));
        int[] order = RandomStream.of(1, "order").permutation(200);
        float[] trained;
        float[] averaged;
        try (TrainingEngine open = Engines.open(config, 2)) {
            for (int t = 0; t < 30; t++) {
                int epoch = 1 + t / 10;
                int from = t % 10 * 20;
                open.step(IMAGES, order, from, from + 20, epoch);
                // 5 warm-up steps to the start of the cycle at 0.04; it peaks after 0.3 of the other 25 steps.
                double factor = t < 5
                        ? 0.04 * (t + 1) / 6
                        : t - 5 < 7.5
                                ? 0.04 + 0.96 * (1 - Math.cos(Math.PI * (t - 5) / 7.5)) / 2
                                : 4e-6 + (1 - 4e-6) * (1 + Math.cos(Math.PI * (t - 12.5) / 17.5)) / 2;
                int[] batch = Arrays.copyOfRange(order, from, from + 20);
                reference.step(IMAGES, batch, epoch, optimizer.learningRate() * factor);
            }
            trained = open.parameters();
            averaged = open.averagedParameters();
        }
        // Thirty roundings of parameters of size 0.1 (ulp 7e-9), and rounded gradients.
        assertThat(rootMeanSquare(trained, reference.parameters)).isLessThan(2e-6);
        assertThat(rootMeanSquare(averaged, reference.averages)).isLessThan(2e-6);
        assertThat(rootMeanSquare(averaged, reference.parameters)).isGreaterThan(1e-5);
        assertThat(reference.clippedSteps).isPositive();
    }

    static double rootMeanSquare(float[] actual, double[] expected) {
        double squares = 0;
        for (int i = 0; i < actual.length; i++) {
            squares += (actual[i] - expected[i]) * (actual[i] - expected[i]);
        }
        return Math.sqrt(squares / actual.length);
    }

    @Test
    void lastBatch_smallerThanTheOthers_isAveragedOverItsOwnImages() {
        for (EngineChoice engine : List.of(TestEngines.UNDER_TEST)) {
            ExperimentConfig config = config(List.of(dense(8)), engine, sgd(0.5), 64);
            int[] order = IntStream.range(0, 75).toArray();
            ReferenceNetwork reference = new ReferenceNetwork(config, ParameterInitializer.draw(config));
            try (TrainingEngine open = Engines.open(config, 2)) {
                open.step(IMAGES, order, 0, 64, 1);
                reference.step(IMAGES, IntStream.range(0, 64).toArray(), 1);
                double loss = open.step(IMAGES, order, 64, 75, 1);

                assertThat(loss)
                        .isCloseTo(
                                reference.step(IMAGES, IntStream.range(64, 75).toArray(), 1), within(2e-6));
                assertThat(open.correct()).isBetween(0, 11);
                assertThat(open.parameters()[0]).isCloseTo((float) reference.parameters[0], within(1e-6f));
            }
        }
    }
}
