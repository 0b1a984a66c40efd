package org.mnist4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.avgPool2d;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.globalAvgPool;
import static org.mnist4j.config.Layers.maxPool2d;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Padding;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.TestNetworks;

/** Files that PyTorch wrote (src/test/python/export_networks.py) predict here what PyTorch predicted. */
class PyTorchFilesTest {

    private static final Path FILES = Path.of("src/test/resources/org/mnist4j/onnx");
    private static final InputScaling STANDARD = InputScaling.standardized(0.1307, 0.3081);
    private static final Layer SCALING = batchNorm().epsilon(1);
    private static final Padding SAME = Padding.SAME;
    private static final Activation IDENTITY = Activation.IDENTITY;

    private static final Map<String, List<Layer>> NETWORKS = Map.of(
            "perceptron", List.of(dense(16)),
            "tutorial", List.of(SCALING, conv2d(4, 5), maxPool2d(2), conv2d(8, 5), maxPool2d(2), dense(20)),
            "strided",
                    List.of(
                            conv2d(4, 3).padding(SAME).activation(IDENTITY),
                            batchNorm().activation(Activation.RELU),
                            conv2d(6, 4).stride(2).padding(SAME).activation(IDENTITY), // 3x3 and zeros
                            batchNorm().activation(Activation.LEAKY_RELU),
                            conv2d(8, 6).stride(2).padding(SAME).activation(Activation.TANH), // 5x5 and zeros
                            globalAvgPool()),
            "strided-fused",
                    List.of(
                            conv2d(4, 3).padding(SAME),
                            conv2d(6, 4).stride(2).padding(SAME).activation(Activation.LEAKY_RELU),
                            conv2d(8, 6).stride(2).padding(SAME).activation(Activation.TANH),
                            globalAvgPool()),
            "averages",
                    List.of(
                            SCALING,
                            conv2d(4, 3).padding(SAME).activation(Activation.SIGMOID),
                            avgPool2d(2),
                            conv2d(4, 3),
                            maxPool2d(3).stride(2),
                            dense(16).activation(IDENTITY),
                            batchNorm().activation(Activation.TANH)),
            "bytes", List.of(SCALING, conv2d(4, 3).stride(3)),
            "channels-last", List.of(conv2d(6, 3), maxPool2d(2), conv2d(12, 5), globalAvgPool()), // 3x3 with dilation 2
            "convolutions",
                    List.of(
                            conv2d(8, 4).stride(2).padding(SAME),
                            conv2d(8, 4).stride(2).padding(SAME),
                            conv2d(10, 1).activation(IDENTITY),
                            globalAvgPool()));

    @ParameterizedTest
    @CsvSource({
        "perceptron,UNIT",
        "tutorial,STANDARD",
        "strided,UNIT",
        "strided-fused,UNIT",
        "averages,STANDARD",
        "bytes,",
        "channels-last,",
        "convolutions,UNIT"
    })
    void network_predictsWhatPyTorchPredicted(String name, @Nullable String scaling) throws IOException {
        OnnxImport file = OnnxImport.of(FILES.resolve(name + ".onnx"));
        Model model = scaling == null
                ? file.read()
                : file.scaling(scaling.equals("UNIT") ? InputScaling.unit() : STANDARD)
                        .read();
        List<String> expected = Files.readAllLines(FILES.resolve(name + ".csv"));
        ImageDataset images = TestNetworks.digits(expected.size());

        double difference = 0;
        for (int i = 0; i < images.size(); i++) {
            String[] row = expected.get(i).split(",");
            for (int c = 0; c < 10; c++) {
                float ours = model.predict(images.pixels(i)).probability(c);
                difference = Math.max(difference, Math.abs(ours - Double.parseDouble(row[c])));
            }
        }
        AgreementTable.add("PyTorch", name, difference);
        assertThat(images.size()).isEqualTo(50);
        assertThat(difference).isLessThan(1e-5);
        assertThat(model.config().layers()).isEqualTo(NETWORKS.get(name));
        assertThat(model.input()).isEqualTo(ImageShape.of(28, 28, 1));
        assertThat(model.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(model.provenance()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"perceptron", "tutorial", "averages", "strided", "convolutions"})
    void scalingThatIsNotInTheGraph_mustBeGiven(String name) {
        assertThatThrownBy(() -> OnnxImport.read(FILES.resolve(name + ".onnx")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("does not say which values its input \"input\" takes for a pixel; say it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "residual; node \"/Add\" (Add): it joins two branches",
                "recurrent; node \"/lstm/Expand\" (Expand): not supported: Expand, LSTM. Supported are Add, AveragePool"
            })
    void networkWithoutCounterpart_isRefusedWithItsNode(String name, String message) {
        assertThatThrownBy(() -> OnnxImport.of(FILES.resolve(name + ".onnx"))
                        .scaling(InputScaling.unit())
                        .read())
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(message)
                .satisfies(thrown -> assertThat(((ModelFormatException) thrown).reason())
                        .isEqualTo(ModelFormatException.Reason.UNSUPPORTED));
    }
}
