package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Layers.avgPool2d;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.flatten;
import static org.mnist4j.config.Layers.globalAvgPool;
import static org.mnist4j.config.Layers.maxPool2d;
import static org.mnist4j.config.Layers.softmax;
import static org.mnist4j.config.Optimizers.sgd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Conv2d;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Initializer;
import org.mnist4j.config.Layer;
import org.mnist4j.config.MaxPool2d;
import org.mnist4j.config.Optimizer;
import org.mnist4j.config.Padding;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.model.Model;
import org.mnist4j.random.RandomStream;

/** Convolution, pooling and batch normalization of the engine under test and of the model, against double precision. */
class ConvolutionAgreementTest {

    static final ImageDataset IMAGES = Mnist.loadTest().take(2000);

    static List<List<Layer>> networks() {
        return List.of(
                List.of(
                        conv2d(4, 3),
                        maxPool2d(2),
                        conv2d(6, 3).padding(Padding.SAME).stride(2),
                        dense(12)),
                List.of(
                        conv2d(3, 5).padding(Padding.SAME).activation(Activation.TANH),
                        avgPool2d(3).stride(2),
                        conv2d(5, 2).activation(Activation.LEAKY_RELU),
                        globalAvgPool()),
                List.of(
                        conv2d(4, 3).activation(Activation.IDENTITY),
                        batchNorm().activation(Activation.RELU),
                        avgPool2d(2),
                        dropout(0.25),
                        conv2d(5, 3).activation(Activation.LEAKY_RELU),
                        avgPool2d(2),
                        batchNorm(),
                        dense(10).activation(Activation.IDENTITY),
                        batchNorm().activation(Activation.TANH).epsilon(1e-3).momentum(0.3),
                        dropout(0.5)),
                List.of(maxPool2d(2), dropout(0.1), flatten(), dense(8)),
                List.of(
                        dropout(0.1),
                        conv2d(4, 4).stride(3).padding(Padding.SAME),
                        maxPool2d(3).stride(2),
                        conv2d(6, 2),
                        flatten(),
                        dropout(0.3)),
                List.of(conv2d(4, 3), batchNorm(), maxPool2d(2), conv2d(5, 3), maxPool2d(3), batchNorm(), dense(9)),
                List.of(flatten(), batchNorm(), dense(16)));
    }

    static Stream<Arguments> networksOnTheEngine() {
        return networks().stream()
                .flatMap(layers -> TestEngines.underTest().map(engine -> Arguments.of(layers, engine)))
                .filter(network -> network.get()[1] == EngineChoice.JAVA || isSmooth(layersOf(network)));
    }

    @SuppressWarnings("unchecked")
    private static List<Layer> layersOf(Arguments network) {
        return (List<Layer>) network.get()[0];
    }

    /**
     * Networks without batch normalization after a convolution: in ten steps Deeplearning4j's error of 1e-4 grows too
     * large.
     */
    static List<List<Layer>> steadyNetworks() {
        return networks().stream()
                .filter(layers -> layers.stream().noneMatch(Conv2d.class::isInstance)
                        || layers.stream().noneMatch(BatchNorm.class::isInstance))
                .toList();
    }

    /**
     * Gradients through Deeplearning4j's batch normalization have relative errors of up to 1e-4, those of the java
     * engine 1e-6, and its normalized values differ enough for max pooling to choose the other of two almost equal
     * values. Networks with both are not compared for Deeplearning4j.
     */
    private static boolean isSmooth(List<Layer> layers) {
        return layers.stream().noneMatch(BatchNorm.class::isInstance)
                || layers.stream().noneMatch(MaxPool2d.class::isInstance);
    }

    /** Makes the biases non-zero: with zero biases, the input of ReLU would be exactly 0 where an image is black. */
    private static Layer withBiases(Layer layer) {
        return layer instanceof Conv2d conv ? conv.init(Initializer.FAN_IN_UNIFORM) : layer;
    }

    static ExperimentConfig config(List<Layer> layers, EngineChoice engine, Optimizer optimizer) {
        return ExperimentConfig.builder()
                .seed(7)
                .input(ImageShape.of(28, 28, 1))
                .classes(10)
                .layers(layers.stream()
                        .map(ConvolutionAgreementTest::withBiases)
                        .toList())
                .output(softmax().init(Initializer.FAN_IN_UNIFORM))
                .optimizer(optimizer)
                .epochs(1)
                .batchSize(20)
                .engine(engine)
                .build();
    }

    /** Returns some indices of each trained tensor. */
    private static int[] indices(ExperimentConfig config) {
        RandomStream random = RandomStream.of(3, "which parameters");
        List<Integer> indices = new ArrayList<>();
        int offset = 0;
        for (TensorSpec tensor : config.summary().tensors()) {
            for (int i = 0; i < 8 && tensor.isTrained(); i++) {
                indices.add(offset + random.nextInt(tensor.size()));
            }
            offset += tensor.size();
        }
        return indices.stream().mapToInt(Integer::intValue).toArray();
    }

    @ParameterizedTest
    @MethodSource("networksOnTheEngine")
    void gradient_equalsCentralDifferencesInDouble(List<Layer> layers, EngineChoice engine) {
        // With plain gradient descent and a learning rate of 1, the update is the gradient itself.
        ExperimentConfig config = config(layers, engine, sgd(1));
        int[] order = IntStream.range(100, 120).toArray();
        float[] before = ParameterInitializer.draw(config);
        float[] after;
        double loss;
        try (TrainingEngine trained = Engines.open(config, 2)) {
            loss = trained.step(IMAGES, order, 0, order.length, 3);
            after = trained.parameters();
        }
        ReferenceMaps reference = new ReferenceMaps(config, before);
        int[] indices = indices(config);

        double[] expected = reference.numericalGradient(IMAGES, order, 3, indices);

        // Float sums of some thousand terms, and the difference of two floats of size 1 (ulp 6e-8). A bias before batch
        // normalization has a zero gradient: what is measured there is the rounding error of 13,520 terms.
        // Deeplearning4j's batch normalization is a few times less accurate than the java engine's.
        boolean normalizes = layers.stream().anyMatch(BatchNorm.class::isInstance);
        double tolerance = normalizes ? (engine == EngineChoice.DL4J ? 2e-4 : 1e-4) : 2e-6;
        assertThat(loss).isCloseTo(reference.loss(IMAGES, order, 3), within(normalizes ? 1e-4 : 5e-6));
        for (int k = 0; k < indices.length; k++) {
            double actual = before[indices[k]] - after[indices[k]];
            assertThat(actual)
                    .as("parameter %d", indices[k])
                    .isCloseTo(expected[k], within(tolerance + 2e-5 * Math.abs(expected[k])));
        }
        assertThat(Arrays.stream(expected).filter(g -> Math.abs(g) > 1e-3).count())
                .as("gradients that are clearly not zero")
                .isGreaterThan(indices.length / 3);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void runningStatistics_afterOneStep_haveMovedTowardsTheBatchByMomentum(List<Layer> layers) {
        ExperimentConfig config = config(layers, EngineChoice.JAVA, sgd(1));
        int[] order = IntStream.range(0, 20).toArray();
        ReferenceMaps reference = new ReferenceMaps(config, ParameterInitializer.draw(config));
        reference.loss(IMAGES, order, 1);
        double[] mean = last(reference.means);
        double[] variance = last(reference.variances);
        int channels = mean.length;
        float[] trained;
        try (TrainingEngine open = Engines.open(config, 2)) {
            open.step(IMAGES, order, 0, 20, 1);
            trained = open.parameters();
        }

        int end = endOfLastStatistics(config);
        double momentum = layers.stream()
                .filter(BatchNorm.class::isInstance)
                .mapToDouble(layer -> ((BatchNorm) layer).momentum())
                .reduce(0, (before, last) -> last);
        for (int c = 0; c < channels; c++) {
            assertThat((double) trained[end - 2 * channels + c]).isCloseTo(momentum * mean[c], within(5e-6));
            assertThat((double) trained[end - channels + c])
                    .isCloseTo(1 - momentum + momentum * variance[c], within(1e-5));
        }
    }

    private static double[] last(List<double[]> statistics) {
        return statistics.isEmpty() ? new double[0] : statistics.get(statistics.size() - 1);
    }

    private static int endOfLastStatistics(ExperimentConfig config) {
        int offset = 0;
        int end = 0;
        for (TensorSpec tensor : config.summary().tensors()) {
            offset += tensor.size();
            end = tensor.isTrained() ? end : offset;
        }
        return end;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void model_withTheStatisticsOfTheBatch_matchesDoublePrecision(List<Layer> layers) {
        // Without dropout and with momentum 1, the running statistics after one step are the batch's mean and unbiased
        // variance.
        List<Layer> plain = layers.stream()
                .filter(layer -> !(layer instanceof Dropout))
                .map(layer -> layer instanceof BatchNorm norm ? norm.momentum(1) : layer)
                .toList();
        ExperimentConfig config = config(plain, EngineChoice.JAVA, sgd(1e-9));
        int[] order = IntStream.range(0, 20).toArray();
        float[] trained;
        try (TrainingEngine open = Engines.open(config, 2)) {
            open.step(IMAGES, order, 0, 20, 1);
            trained = open.parameters();
        }
        Model model = Model.of(config, IMAGES.classNames(), trained);
        double[][] logits = new ReferenceMaps(config, trained).logits(IMAGES, order, 1);

        for (int n = 0; n < order.length; n++) {
            float[] predicted = model.predict(IMAGES.pixels(order[n])).probabilities();
            double total = Arrays.stream(logits[n]).map(Math::exp).sum();
            for (int c = 0; c < 10; c++) {
                // Twenty values per unit: biased and unbiased standard deviation differ by a fortieth.
                assertThat((double) predicted[c]).isCloseTo(Math.exp(logits[n][c]) / total, within(0.03));
            }
        }
    }
}
