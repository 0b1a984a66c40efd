package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.flatten;
import static org.mnist4j.config.Layers.globalAvgPool;
import static org.mnist4j.config.Layers.maxPool2d;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.ConfigProblem.Rule;
import org.mnist4j.data.ImageShape;

class NetworkShapesTest {

    private static ExperimentConfig digits(Layer... layers) {
        return ExperimentConfig.builder()
                .input(ImageShape.of(28, 28, 1))
                .classes(10)
                .layers(layers)
                .epochs(1)
                .build();
    }

    private static ConfigProblem problem(Layer... layers) {
        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> digits(layers));
        assertThat(thrown.problems()).hasSize(1);
        return thrown.problems().get(0);
    }

    @Test
    void summary_ofAConvolutionalNetwork_showsShapesTensorsAndTheImpliedFlatten() {
        ExperimentConfig config = digits(
                conv2d(32, 3).activation(Activation.IDENTITY),
                batchNorm().activation(Activation.RELU),
                maxPool2d(2),
                conv2d(64, 5).padding(Padding.SAME).stride(2),
                dense(128));

        // 32*9+32; 2*32 trained of 4*32; 64*32*25+64; 64*7*7*128+128; 128*10+10
        assertThat(config.summary().toText()).isEqualTo("""
                layer      kind       settings                              output        parameters
                input      input      28x28x1                               [28, 28, 1]            0
                layers[0]  conv2d     32 filters 3x3, valid, identity       [26, 26, 32]         320
                layers[1]  batchNorm  relu                                  [26, 26, 32]          64
                layers[2]  maxPool2d  2x2                                   [13, 13, 32]           0
                layers[3]  conv2d     64 filters 5x5, stride 2, same, relu  [7, 7, 64]        51,264
                (implied)  flatten                                          [3136]                 0
                layers[4]  dense      128 units, relu                       [128]            401,536
                output     softmax    10 classes                            [10]               1,290
                total                                                                        454,474
                """);
        assertThat(config.summary().tensors())
                .containsExactly(
                        new TensorSpec("layers.0.weight", List.of(32, 1, 3, 3)),
                        new TensorSpec("layers.0.bias", List.of(32)),
                        new TensorSpec("layers.1.weight", List.of(32)),
                        new TensorSpec("layers.1.bias", List.of(32)),
                        new TensorSpec("layers.1.running_mean", List.of(32)),
                        new TensorSpec("layers.1.running_var", List.of(32)),
                        // Conv2d, BatchNorm2d, ReLU, MaxPool2d, Conv2d, ReLU, Flatten, Linear, ReLU, Linear
                        new TensorSpec("layers.4.weight", List.of(64, 32, 5, 5)),
                        new TensorSpec("layers.4.bias", List.of(64)),
                        new TensorSpec("layers.7.weight", List.of(128, 3136)),
                        new TensorSpec("layers.7.bias", List.of(128)),
                        new TensorSpec("layers.9.weight", List.of(10, 128)),
                        new TensorSpec("layers.9.bias", List.of(10)));
        assertThat(config.summary().values()).isEqualTo(454_474 + 64);
    }

    @Test
    void window_largerThanItsMaps_isReportedWithTheLayerAndBothShapes() {
        // 28 -> 4 -> 1
        ConfigProblem problem = problem(conv2d(16, 7).stride(6), maxPool2d(4), maxPool2d(2));

        assertThat(problem.rule()).isEqualTo(Rule.SHAPE);
        assertThat(problem.path()).isEqualTo("layers[2]");
        assertThat(problem)
                .hasToString("layers[2] (maxPool2d): window 2x2 does not fit 1x1x16; use a smaller window or remove a"
                        + " pooling layer");
    }

    @Test
    void kernel_largerThanItsMaps_isReported_andPaddingIsSuggested() {
        assertThat(problem(maxPool2d(14), conv2d(8, 3)))
                .hasToString("layers[1] (conv2d): kernel 3x3 does not fit 2x2x1; use a smaller kernel or padding"
                        + " \"same\"");
        assertThat(digits(maxPool2d(14), conv2d(8, 3).padding(Padding.SAME))
                        .summary()
                        .layers()
                        .get(2)
                        .outputShape())
                .containsExactly(2, 2, 8);
    }

    @Test
    void layersThatNeedMaps_afterAVector_areReported() {
        String remedy = "; put it before the first dense, flatten or globalAvgPool";
        assertThat(problem(dense(16), conv2d(8, 3)))
                .hasToString("layers[1] (conv2d): needs feature maps, gets a vector of 16" + remedy);
        assertThat(problem(flatten(), maxPool2d(2)))
                .hasToString("layers[1] (maxPool2d): needs feature maps, gets a vector of 784" + remedy);
        assertThat(problem(globalAvgPool(), globalAvgPool()))
                .hasToString("layers[1] (globalAvgPool): needs feature maps, gets a vector of 1" + remedy);
    }

    @Test
    void mapsTooLargeForMemory_areReported() {
        ConfigException thrown = catchThrowableOfType(
                ConfigException.class,
                () -> ExperimentConfig.builder()
                        .input(ImageShape.of(4096, 4096, 1))
                        .classes(10)
                        .layers(conv2d(4096, 1), globalAvgPool())
                        .epochs(1)
                        .build());

        assertThat(thrown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("layers[0]");
            assertThat(problem.message()).contains("4096x4096x4096, for a total of 68,719,476,736 values per image");
        });
    }

    @Test
    void mapsOfAllLayers_areAddedUp() {
        // 28 * 28 * 4096 values each; five of them are 16,056,320, six are more than 2^24 = 16,777,216.
        Layer[] layers = new Layer[7];
        Arrays.fill(layers, batchNorm());
        layers[0] = conv2d(4096, 1);
        layers[6] = globalAvgPool();

        ConfigProblem problem = problem(layers);

        assertThat(problem.rule()).isEqualTo(Rule.SHAPE);
        assertThat(problem.path()).isEqualTo("layers[5]");
        assertThat(problem.message())
                .contains("28x28x4096, for a total of 19,267,584 values per image up to this layer");
        assertThat(digits(conv2d(4096, 1), dropout(0.1), batchNorm(), dropout(0.1), globalAvgPool())
                        .summary()
                        .layers())
                .hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({
        "VALID, 28, 3, 1, 26, 0", "VALID, 28, 3, 2, 13, 0", "VALID, 2, 3, 1, 0, 0", "VALID, 5, 5, 3, 1, 0",
        "SAME, 28, 3, 1, 28, 1", "SAME, 28, 4, 1, 28, 1", "SAME, 28, 3, 2, 14, 0", "SAME, 7, 3, 2, 4, 1",
        "SAME, 7, 1, 3, 3, 0", "SAME, 1, 5, 1, 1, 2"
    })
    void padding_determinesOutputsAndLeadingZeros(
            Padding padding, int inputs, int kernel, int stride, int outputs, int before) {
        assertThat(padding.outputs(inputs, kernel, stride)).isEqualTo(outputs);
        assertThat(padding.before(inputs, kernel, stride)).isEqualTo(before);
    }
}
