package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.flatten;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.data.ImageShape;

/** Files whose tensors are not those of the network, or that are damaged. */
class MisfitWeightsTest {

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("state.safetensors");
    }

    private static ExperimentConfig on2x2(Layer... layers) {
        return TestModels.config(ImageShape.of(2, 2, 1), 2, layers);
    }

    static Stream<Arguments> misfits() {
        String network = "its tensors do not fit the configuration's network: ";
        StateDictFile good = new StateDictFile()
                .addFrom(0, "fc1.weight", 3, 4)
                .addFrom(0, "fc1.bias", 3)
                .addFrom(0, "fc2.weight", 2, 3)
                .addFrom(0, "fc2.bias", 2);
        return Stream.of(
                Arguments.of(
                        new StateDictFile().addFrom(0, "fc1.weight", 3, 4).addFrom(0, "fc1.bias", 3),
                        network + "nothing for layers.2.weight [2, 3], layers.2.bias [2]; change"),
                Arguments.of(
                        new StateDictFile()
                                .addFrom(0, "fc1.weight", 4, 3)
                                .addFrom(0, "fc1.bias", 3)
                                .addFrom(0, "fc2.weight", 2, 3)
                                .addFrom(0, "fc2.bias", 2),
                        "left over fc1.bias [3], fc1.weight [4, 3]; PyTorch stores weights as [outputs, inputs]"),
                Arguments.of(
                        new StateDictFile()
                                .addFrom(0, "a.weight", 3, 4)
                                .addFrom(0, "a.bias", 4)
                                .addFrom(0, "b.weight", 2, 3)
                                .addFrom(0, "b.bias", 2),
                        "a.bias [4] is mapped to layers.0.bias [3]"),
                Arguments.of(
                        new StateDictFile()
                                .addFrom(0, "d/kernel", 4, 3)
                                .addFrom(0, "d/bias", 3)
                                .addFrom(0, "e/kernel", 3, 2),
                        "transpose"),
                Arguments.of(
                        new StateDictFile()
                                .addFrom(0, "d.kernel", 3, 4)
                                .addFrom(0, "d.bias", 3)
                                .addFrom(0, "e.kernel", 2, 3)
                                .addFrom(0, "e.bias", 2),
                        "named as Keras and Flax do"),
                Arguments.of(
                        new StateDictFile()
                                .addFrom(0, "fc1.weight", 3, 4)
                                .addFrom(0, "fc2.weight", 2, 3)
                                .addFrom(0, "fc2.scale", 2),
                        network + "left over fc2.scale [2]; "),
                Arguments.of(
                        new StateDictFile()
                                .addFrom(0, "fc1.weight_v", 3, 4)
                                .addFrom(0, "fc1.weight_g", 3, 1)
                                .addFrom(0, "fc1.bias", 3)
                                .addFrom(0, "fc2.weight", 2, 3),
                        "left over fc1.bias [3], fc1.weight_g [3, 1]"),
                Arguments.of(
                        new StateDictFile()
                                .addFrom(0, "fc1.weight", 3, 4)
                                .addFrom(0, "fc2.weight", 2, 3)
                                .addCounter("fc2.num_batches_tracked"),
                        "left over fc2.num_batches_tracked [] of dtype I64"),
                Arguments.of(
                        new StateDictFile().addFrom(0, "norm.weight", 4).addFrom(0, "norm.bias", 4),
                        "left over norm.bias [4], norm.weight [4]"),
                Arguments.of(
                        new StateDictFile()
                                .addFrom(0, "fc1.weight", 3, 4)
                                .addFrom(0, "fc2.weight", 2, 3)
                                .addFrom(0, "fc3.weight", 2, 3),
                        "nothing for layers.2.weight [2, 3], layers.2.bias [2]; left over"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void misfit_isRefusedWithWhatIsMissingAndLeftOver(StateDictFile state, String message) {
        state.write(file());

        assertThatThrownBy(() -> PyTorchWeights.read(file(), on2x2(dense(3))))
                .isInstanceOfSatisfying(
                        ModelFormatException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(ModelFormatException.Reason.TENSOR))
                .hasMessageStartingWith(file() + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void normalizationWithoutStatistics_isRefused() {
        ExperimentConfig config = on2x2(flatten(), batchNorm());
        StateDictFile state = new StateDictFile()
                .addFrom(1, "bn.weight", 4)
                .addFrom(1, "bn.bias", 4)
                .addFrom(1, "fc.weight", 2, 4)
                .addFrom(1, "fc.bias", 2);
        state.write(file());

        assertThatThrownBy(() -> PyTorchWeights.read(file(), config))
                .hasMessageContaining("nothing for layers.0.running_mean [4], layers.0.running_var [4]; running"
                        + " statistics are saved by batch normalization with track_running_stats=True");
        state.addFrom(1, "bn.running_mean", 4)
                .addFrom(-2, "bn.running_var", 4)
                .addCounter("bn.num_batches_tracked")
                .write(file());
        assertThatThrownBy(() -> PyTorchWeights.read(file(), config))
                .hasMessageContaining("layers.0.running_var[0] is a variance and must be 0 or more, was -2.0");
    }

    @Test
    void modelOfThisLibrary_needsNoImport() {
        TestModels.tiny().save(file());

        assertThatThrownBy(() -> PyTorchWeights.read(file(), TestModels.tiny().config()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("was written by this library, as mnist4j-model, and needs no import");
    }

    /** Of a few hundred bytes, no beginning is taken for the whole. */
    @Test
    void everyTruncation_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(
                StateDictFile.of(TestModels.random(on2x2(flatten()), 1)).write(file()));
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> PyTorchWeights.read(file(), on2x2(flatten())))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(ModelFormatException.class);
        }
    }

    /** A flipped bit of the header gives a refusal, or a name that stays in its place. */
    @Test
    void everyFlippedBitOfTheHeader_isRefusedOrHarmless() throws IOException {
        Model model = TestModels.random(on2x2(flatten()), 1);
        byte[] whole = Files.readAllBytes(StateDictFile.of(model).write(file()));
        int header = whole.length - 4 * model.parameters().length;
        int refused = 0;
        for (int bit = 0; bit < 8 * header; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file(), flipped);
            try {
                assertThat(PyTorchWeights.read(file(), on2x2(flatten())).model().parameters())
                        .isEqualTo(model.parameters());
            } catch (ModelFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(header);
    }
}
