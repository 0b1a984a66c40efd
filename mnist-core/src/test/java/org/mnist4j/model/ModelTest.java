package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Layers.avgPool2d;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.globalAvgPool;
import static org.mnist4j.config.Layers.maxPool2d;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Dense;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Padding;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;

class ModelTest {

    private static final ImageShape SHAPE = ImageShape.of(5, 4, 2);

    private static Model model(Activation activation) {
        return TestModels.random(
                TestModels.config(
                        SHAPE,
                        6,
                        dropout(0.5),
                        dense(11).activation(activation),
                        dropout(0.9),
                        dense(7).activation(activation)),
                3);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void probabilities_areThoseOfAFloat64Network_andDropoutDoesNothing(Activation activation) {
        Model model = model(activation);
        ImageDataset images = TestModels.images(SHAPE, model.classNames(), 200);
        Predictions predictions = model.predict(images);

        for (int i = 0; i < images.size(); i++) {
            double[] expected = float64(model, images.pixels(i));
            double sum = 0;
            for (int c = 0; c < 6; c++) {
                // Sums of up to 40 products near 1 in float32 err by some 40 * 6e-8 each, over three layers.
                assertThat((double) predictions.probability(i, c)).isCloseTo(expected[c], within(2e-5));
                sum += predictions.probability(i, c);
            }
            assertThat(sum).isCloseTo(1, within(1e-6));
        }
    }

    /** A straightforward float64 implementation of the network. */
    private static double[] float64(Model model, byte[] pixels) {
        double[] x = new double[pixels.length];
        Arrays.setAll(x, i -> (pixels[i] & 0xFF) / 255.0);
        List<Activation> activations = new ArrayList<>();
        model.config().layers().forEach(layer -> {
            if (layer instanceof Dense dense) {
                activations.add(dense.activation());
            }
        });
        activations.add(Activation.IDENTITY);
        List<Tensor> tensors = model.tensors();
        for (int layer = 0; layer < activations.size(); layer++) {
            float[] weight = tensors.get(2 * layer).values();
            float[] bias = tensors.get(2 * layer + 1).values();
            double[] y = new double[bias.length];
            for (int o = 0; o < y.length; o++) {
                y[o] = bias[o];
                for (int i = 0; i < x.length; i++) {
                    y[o] += (double) weight[o * x.length + i] * x[i];
                }
                y[o] = switch (activations.get(layer)) {
                    case RELU -> Math.max(0, y[o]);
                    case TANH -> Math.tanh(y[o]);
                    case SIGMOID -> 1 / (1 + Math.exp(-y[o]));
                    case LEAKY_RELU -> Math.max(0.01 * y[o], y[o]);
                    case IDENTITY -> y[o];
                };
            }
            x = y;
        }
        double sum = Arrays.stream(x).map(Math::exp).sum();
        return Arrays.stream(x).map(z -> Math.exp(z) / sum).toArray();
    }

    static Stream<ExperimentConfig> denseAndConvolutional() {
        return Stream.of(
                TestModels.config(SHAPE, 6, dense(50), dense(20)),
                TestModels.config(
                        SHAPE, 6, conv2d(12, 2), batchNorm(), maxPool2d(2).stride(1), dense(20)),
                TestModels.config(SHAPE, 6, avgPool2d(2), conv2d(30, 2).padding(Padding.SAME), globalAvgPool()));
    }

    @ParameterizedTest
    @MethodSource("denseAndConvolutional")
    void twentyFourThreads_giveTheBitsOfOne(ExperimentConfig config) throws InterruptedException, ExecutionException {
        Model model = TestModels.random(config, 5);
        ImageDataset images = TestModels.images(SHAPE, model.classNames(), 300);
        float[][] alone = new float[images.size()][];
        Arrays.setAll(alone, i -> model.predict(images.pixels(i)).probabilities());

        ExecutorService pool = Executors.newFixedThreadPool(24);
        try {
            List<Future<float[]>> futures = new ArrayList<>();
            for (int k = 0; k < 24 * images.size(); k++) {
                int i = k % images.size();
                futures.add(pool.submit(() -> model.predict(images.pixels(i)).probabilities()));
            }
            for (int k = 0; k < futures.size(); k++) {
                assertThat(futures.get(k).get()).isEqualTo(alone[k % images.size()]);
            }
        } finally {
            pool.shutdownNow();
        }
        IntStream.concat(IntStream.rangeClosed(1, 17), IntStream.of(images.size()))
                .forEach(size -> {
                    Predictions together = model.predict(images.take(size));
                    for (int i = 0; i < size; i++) {
                        for (int c = 0; c < 6; c++) {
                            assertThat(together.probability(i, c)).isEqualTo(alone[i][c]);
                        }
                    }
                });
    }

    @Test
    void prediction_hasClassAndConfidence() {
        Prediction prediction = TestModels.golden().predict(new byte[] {(byte) 255, 51, 0, 102});

        assertThat(prediction.predicted()).isZero();
        assertThat(prediction.className()).isEqualTo("no");
        assertThat(prediction.confidence()).isEqualTo(prediction.probability(0));
        assertThat(prediction.classNames()).containsExactly("no", "yes");
        assertThat(prediction).hasToString("no (0.8770)");
    }

    @Test
    void summary_isThatOfTheConfiguration_andRunningStatisticsAreNotParameters() {
        Model model = TestModels.random(TestModels.config(SHAPE, 6, conv2d(12, 2), batchNorm()), 5);

        assertThat(model.summary()).isEqualTo(model.config().summary());
        // 12 * 2 * 4 + 12; 2 * 12 of 4 * 12; 6 * 4 * 3 * 12 + 6
        assertThat(model.summary().parameters()).isEqualTo(108 + 24 + 870);
        assertThat(model).hasToString("Model[test, 5x4x2 -> 6 classes, 1,002 parameters]");
    }

    @Test
    void badInput_isRejected_andTheModelStaysUsable() {
        Model model = TestModels.golden();
        float[] before = model.predict(new byte[4]).probabilities();

        assertThatThrownBy(() -> model.predict(new byte[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 4 pixels for a 2x2x1 image, got 3");
        assertThatThrownBy(() -> model.predict((byte[]) null)).isInstanceOf(NullPointerException.class);
        assertThat(model.predict(new byte[4]).probabilities()).containsExactly(before);
    }

    @Test
    void dataOfAnotherShapeOrOtherClasses_isRejected() {
        Model model = TestModels.golden();
        ImageDataset wide = TestModels.images(ImageShape.of(2, 3, 1), model.classNames(), 2);
        ImageDataset swapped = TestModels.images(ImageShape.of(2, 2, 1), List.of("yes", "no"), 2);

        assertThatThrownBy(() -> model.evaluate(wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model takes 2x2x1 images, data set random has 2x3x1; use a data set of the model's"
                        + " shape");
        assertThatThrownBy(() -> model.evaluate(swapped))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model's classes are [no, yes], data set random has [yes, no]; use a data set with the"
                        + " same classes in the same order");
    }

    @Test
    void evaluation_matchesThePredictions() {
        Model model = model(Activation.RELU);
        ImageDataset images = TestModels.images(SHAPE, model.classNames(), 100);
        Predictions predictions = model.predict(images);
        int correct = 0;
        for (int i = 0; i < images.size(); i++) {
            correct += predictions.predicted(i) == images.label(i) ? 1 : 0;
        }

        EvaluationReport report = model.evaluate(images);
        assertThat(report.accuracy()).isEqualTo(correct / 100.0);
        assertThat(report.predictions()).isEqualTo(predictions);
    }

    @Test
    void overflowingWeights_areReported() {
        ExperimentConfig config = TestModels.config(ImageShape.of(2, 2, 1), 2, dense(1));
        float[] parameters = new float[9];
        Arrays.fill(parameters, Float.MAX_VALUE);
        Model model = Model.of(config, List.of("a", "b"), parameters);
        byte[] white = {-1, -1, -1, -1};

        assertThatThrownBy(() -> model.predict(white))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("the model's outputs overflow a float: its weights are too large");
        assertThatThrownBy(() -> model.predict(
                        ImageDataset.of("white", config.input(), List.of("a", "b"), white, new int[] {0})))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void partsThatDoNotMatch_areRejected() {
        ExperimentConfig config = TestModels.config(ImageShape.of(2, 2, 1), 2, dense(1));
        float[] notFinite = {0, 0, 0, Float.NaN, 0, 0, 0, 0, 0};

        assertThatThrownBy(() -> Model.of(config, List.of("a"), new float[9]))
                .hasMessage("expected 2 class names, one per class, got 1");
        assertThatThrownBy(() -> Model.of(config, List.of("a", "a"), new float[9]))
                .hasMessage("two classes are called a; names must differ");
        assertThatThrownBy(() -> Model.of(config, List.of("a", " "), new float[9]))
                .hasMessageStartingWith("a class name must have 1 to 200 characters and not be blank");
        assertThatThrownBy(() -> Model.of(config, List.of("a", "\uD83D"), new float[9]))
                .hasMessageEndingWith("contains an unpaired surrogate");
        assertThatThrownBy(() -> Model.of(config, List.of("a", "b"), new float[8]))
                .hasMessage("expected 9 parameters for this network, got 8");
        assertThatThrownBy(() -> Model.of(config, List.of("a", "b"), notFinite))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter 3 must be finite, was NaN");
    }

    @Test
    void arrays_areCopiedInAndOut() {
        float[] parameters = TestModels.golden().parameters();
        Model model = Model.of(TestModels.golden().config(), List.of("no", "yes"), parameters);
        String hash = model.parametersSha256();
        parameters[0] = 9;
        model.parameters()[0] = 9;
        model.tensors().get(0).values()[0] = 9;
        model.predict(new byte[4]).probabilities()[0] = 9;

        assertThat(model.parametersSha256())
                .isEqualTo(hash)
                .isEqualTo(TestModels.golden().parametersSha256());
        assertThat(model.predict(new byte[4]).probability(0)).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed", "cnn-fast"})
    void prediction_ofOneImage_allocatesNothingButItsResult(String preset) {
        Model model = TestModels.random(ExperimentConfig.preset(preset), 3);
        byte[] pixels = Mnist.loadTest().pixels(0);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 200; i++) {
            model.predict(pixels);
        }
        long before = threads.getCurrentThreadAllocatedBytes();

        for (int i = 0; i < 1000; i++) {
            model.predict(pixels);
        }

        // A Prediction takes 32 bytes and its ten floats 56. The smallest object takes 16, so nothing else is
        // allocated.
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 1000).isLessThanOrEqualTo(88);
    }
}
