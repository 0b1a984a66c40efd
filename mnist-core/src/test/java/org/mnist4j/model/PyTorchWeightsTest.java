package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.flatten;
import static org.mnist4j.config.Layers.globalAvgPool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.Activation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;

class PyTorchWeightsTest {

    private static final Path BY_PYTORCH = Path.of("src/test/resources/org/mnist4j/model/pytorch");

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("state.safetensors");
    }

    private static ExperimentConfig on2x2(Layer... layers) {
        return TestModels.config(ImageShape.of(2, 2, 1), 2, layers);
    }

    private static float[] values(Model model, String tensor) {
        return model.tensors().stream()
                .filter(candidate -> candidate.name().equals(tensor))
                .findFirst()
                .orElseThrow()
                .values();
    }

    /** The files were written by docs/from-python/train.py; expected are PyTorch's probabilities on these images. */
    @Test
    void networkTrainedInPyTorch_predictsAsThere() throws IOException {
        ExperimentConfig config = ExperimentConfig.readJson(BY_PYTORCH.resolve("experiment.json"));
        Model model = PyTorchWeights.read(BY_PYTORCH.resolve("state.safetensors"), config)
                .model();
        List<String> rows = Files.readAllLines(BY_PYTORCH.resolve("probabilities.csv"));
        ImageDataset images = Mnist.loadTest();

        assertThat(rows).hasSize(100);
        int right = 0;
        for (int i = 0; i < rows.size(); i++) {
            String[] expected = rows.get(i).split(",");
            Prediction prediction = model.predict(images.pixels(i));
            for (int c = 0; c < 10; c++) {
                assertThat(prediction.probability(c)).isCloseTo(Float.parseFloat(expected[c]), within(1e-5f));
            }
            right += prediction.predicted() == images.label(i) ? 1 : 0;
        }
        assertThat(right).isGreaterThan(90);
    }

    @Test
    void sources_nameTheFilesTensor_andLeaveOutABiasThatIsZero() {
        ExperimentConfig config = ExperimentConfig.readJson(BY_PYTORCH.resolve("experiment.json"));
        PyTorchWeights weights = PyTorchWeights.read(BY_PYTORCH.resolve("state.safetensors"), config);

        assertThat(weights.sources().entrySet().stream().map(Map.Entry::toString))
                .containsExactly(
                        "layers.0.weight=conv1.weight",
                        "layers.1.weight=bn1.weight",
                        "layers.1.bias=bn1.bias",
                        "layers.1.running_mean=bn1.running_mean",
                        "layers.1.running_var=bn1.running_var",
                        "layers.4.weight=conv2.weight",
                        "layers.4.bias=conv2.bias",
                        "layers.8.weight=fc1.weight",
                        "layers.8.bias=fc1.bias",
                        "layers.11.weight=fc2.weight",
                        "layers.11.bias=fc2.bias");
        assertThat(values(weights.model(), "layers.0.bias")).containsOnly(0).hasSize(6);
    }

    static Stream<ExperimentConfig> networks() {
        ImageShape small = ImageShape.of(8, 8, 1);
        Layer[] twelve = new Layer[12];
        Arrays.fill(twelve, dense(5).activation(Activation.IDENTITY));
        return Stream.of(
                ExperimentConfig.preset("mlp-512"),
                ExperimentConfig.preset("cnn"),
                TestModels.config(small, 3, twelve),
                TestModels.config(
                        small,
                        3,
                        conv2d(4, 3),
                        batchNorm(),
                        conv2d(4, 3),
                        batchNorm(),
                        dropout(0.5),
                        dense(4),
                        batchNorm(),
                        dense(4),
                        batchNorm()),
                TestModels.config(ImageShape.of(8, 8, 3), 3, batchNorm(), conv2d(2, 3), globalAvgPool()));
    }

    /** Two or more layers of one shape are in their order although {@code 10.weight} is sorted before {@code 2.weight}. */
    @ParameterizedTest
    @MethodSource("networks")
    void modelAsAStateDict_hasTheSameParametersAgain(ExperimentConfig config) {
        Model model = TestModels.random(config, 3);

        StateDictFile.of(model).write(file());
        assertThat(PyTorchWeights.read(file(), config).model().parameters()).isEqualTo(model.parameters());
        StateDictFile.of(model).sorted().write(file());
        assertThat(PyTorchWeights.read(file(), config).model().parameters()).isEqualTo(model.parameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"F16", "BF16"})
    void shorterFloats_areTheSameNumbers(String dtype) {
        // 1, -2, 0.5 and 0 in both formats, and the smallest half above 0 or the largest bfloat16.
        short[] bits = dtype.equals("F16")
                ? new short[] {0x3C00, (short) 0xC000, 0x3800, 0x0001, 0}
                : new short[] {0x3F80, (short) 0xC000, 0x3F00, 0x7F7F, 0};
        ByteBuffer data = ByteBuffer.allocate(2 * 4 * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 8; i++) {
            data.putShort(bits[i % 5]);
        }
        new StateDictFile()
                .addBytes("out.weight", dtype, List.of(2, 4), data.array())
                .addFrom(0, "out.bias", 2)
                .write(file());

        float extreme = dtype.equals("F16") ? 0x1p-24f : 0x1.fep127f;
        assertThat(values(PyTorchWeights.read(file(), on2x2(flatten())).model(), "layers.0.weight"))
                .containsExactly(1, -2, 0.5f, extreme, 0, 1, -2, 0.5f);
    }

    @Test
    void everyHalf_isWidenedByItsDefinition() {
        ByteBuffer one = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits <= 0xFFFF; bits++) {
            int exponent = (bits >> 10) & 31;
            int fraction = bits & 1023;
            double size = exponent == 31
                    ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                    : exponent == 0 ? fraction * 0x1p-24 : (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
            float widened = Dtype.F16.next(one.putShort(0, (short) bits).rewind());

            assertThat(Float.compare(widened, (float) ((bits & 0x8000) == 0 ? size : -size)))
                    .isZero();
        }
    }

    @Test
    void modulesOfOneShapeWithoutNumbers_areMappedAndNotGuessed() {
        ExperimentConfig config = on2x2(dense(4), dense(4));
        new StateDictFile()
                .addFrom(100, "head.weight", 2, 4)
                .addFrom(200, "first.weight", 4, 4)
                .addFrom(300, "second.weight", 4, 4)
                .addFrom(400, "head.bias", 2)
                .addFrom(500, "first.bias", 4)
                .addFrom(600, "second.bias", 4)
                .write(file());

        assertThatThrownBy(() -> PyTorchWeights.read(file(), config))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("could each be any of layers.0, layers.2 (weight [4, 4]): map them");
        // One pair leaves one for the other.
        for (Map<String, String> map : List.of(Map.of("layers.0", "second"), Map.of("layers.2", "first"))) {
            Model model = PyTorchWeights.read(file(), config, map).model();
            assertThat(values(model, "layers.0.weight")).startsWith(300, 301);
            assertThat(values(model, "layers.0.bias")).startsWith(600);
            assertThat(values(model, "layers.2.weight")).startsWith(200);
            assertThat(values(model, "layers.2.bias")).startsWith(500);
            assertThat(values(model, "layers.4.weight")).startsWith(100);
        }
        Map<String, String> tensors = Map.of(
                "layers.0.weight", "first.weight",
                "layers.0.bias", "second.bias",
                "layers.2.weight", "second.weight",
                "layers.2.bias", "first.bias");
        Model crossed = PyTorchWeights.read(file(), config, tensors).model();
        assertThat(values(crossed, "layers.0.weight")).startsWith(200);
        assertThat(values(crossed, "layers.0.bias")).startsWith(600);
    }

    @Test
    void namesThatNoModuleGives_areMatchedByShapeAndNumber() {
        ExperimentConfig config = on2x2(dense(4), dense(4));
        new StateDictFile()
                .addFrom(200, "w2", 4, 4)
                .addFrom(100, "w1", 4, 4)
                .addFrom(300, "w_out", 2, 4)
                .addFrom(500, "b2", 4)
                .addFrom(400, "b1", 4)
                .addFrom(600, "b_out", 2)
                .write(file());

        Model model = PyTorchWeights.read(file(), config).model();
        assertThat(values(model, "layers.0.weight")).startsWith(100);
        assertThat(values(model, "layers.2.weight")).startsWith(200);
        assertThat(values(model, "layers.0.bias")).startsWith(400);
        assertThat(values(model, "layers.4.bias")).startsWith(600);
    }

    @Test
    void singleModule_hasNamesWithoutADot() {
        new StateDictFile().addFrom(0, "weight", 2, 4).addFrom(10, "bias", 2).write(file());

        assertThat(PyTorchWeights.read(file(), on2x2(flatten())).sources())
                .containsEntry("layers.0.weight", "weight")
                .containsEntry("layers.0.bias", "bias");
    }

    @Test
    void mapWithoutCounterpart_isTheCallersError() {
        StateDictFile.of(TestModels.random(on2x2(dense(3)), 1)).write(file());

        for (Map<String, String> map : List.of(
                Map.of("layers.1.weight", "0.weight"),
                Map.of("layers.0.weight", "1.weight"),
                Map.of("layers.0", "0.weight"),
                Map.of("layers.0.weight", "0.weight", "layers.2.weight", "0.weight"))) {
            assertThatThrownBy(() -> PyTorchWeights.read(file(), on2x2(dense(3)), map))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("besides what is mapped already; it has ");
        }
        assertThatThrownBy(() -> PyTorchWeights.read(file(), on2x2(dense(3)), Map.of("layers.0.weight", "2.weight")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("2.weight [2, 3] is mapped to layers.0.weight [3, 4]");
    }

    /** Expected by PyTorch's definition: {@code Flatten} of {@code [channels][rows][columns]}. */
    @Test
    void flattenedColourImage_hasItsWeightsPutIntoTheOrderOfThePixels() {
        ImageShape colour = ImageShape.of(2, 2, 3);
        ExperimentConfig config = TestModels.config(colour, 2, flatten(), batchNorm(), dense(12));
        new StateDictFile()
                .addFrom(0, "0.weight", 12)
                .addFrom(20, "0.bias", 12)
                .addFrom(40, "0.running_mean", 12)
                .addFrom(60, "0.running_var", 12)
                .addFrom(0, "1.weight", 12, 12)
                .addFrom(80, "1.bias", 12)
                .addFrom(0, "2.weight", 2, 12)
                .addFrom(0, "2.bias", 2)
                .write(file());

        Model model = PyTorchWeights.read(file(), config).model();
        float[] order = {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11};
        assertThat(values(model, "layers.0.weight")).containsExactly(order);
        assertThat(values(model, "layers.0.running_var")).startsWith(60, 64, 68, 61);
        assertThat(values(model, "layers.1.weight")).startsWith(order).endsWith(135, 139, 143);
        assertThat(values(model, "layers.1.bias")).startsWith(80, 81, 82);
        assertThat(values(model, "layers.3.weight")).startsWith(0, 1, 2);
    }

    @Test
    void featureMapsOfAColourImage_keepTheirOrder() {
        ExperimentConfig config = TestModels.config(ImageShape.of(2, 2, 3), 2, batchNorm(), flatten());
        Model model = TestModels.random(config, 5);
        StateDictFile.of(model).write(file());

        assertThat(PyTorchWeights.read(file(), config).model().parameters()).isEqualTo(model.parameters());
    }

    @Test
    void model_knowsItsFileAndHasNoMetrics() throws Exception {
        Path state = StateDictFile.of(TestModels.random(on2x2(flatten()), 1)).write(file());
        Model model = PyTorchWeights.read(state, on2x2(flatten())).model(List.of("no", "yes"));
        Path saved = folder.resolve("model.safetensors");
        model.save(saved);

        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(state));
        ImportSource source = new ImportSource(
                BuildInfo.current(),
                "safetensors",
                "state.safetensors",
                HexFormat.of().formatHex(hash));
        Model loaded = Model.load(saved);
        assertThat(loaded.importedFrom()).hasValue(source);
        assertThat(loaded.provenance()).isEmpty();
        assertThat(loaded.testMetrics()).isEmpty();
        assertThat(loaded.classNames()).containsExactly("no", "yes");
        assertThat(PyTorchWeights.read(state, on2x2(flatten())).model().classNames())
                .containsExactly("0", "1");
    }
}
