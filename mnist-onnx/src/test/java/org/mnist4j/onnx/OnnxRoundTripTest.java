package org.mnist4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.flatten;
import static org.mnist4j.config.Layers.maxPool2d;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Layer;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.ModelProvenance;
import org.mnist4j.model.TestNetworks;
import org.mnist4j.model.TrainingMetrics;
import org.mnist4j.onnx.OnnxExport.PixelType;

/** Ours to ONNX to ours: everything as it was, with the metadata and without them. */
class OnnxRoundTripTest {

    @TempDir
    Path folder;

    static Stream<String> networks() {
        return TestNetworks.ofEveryKind().keySet().stream();
    }

    private Path written(byte[] onnx) throws IOException {
        return Files.write(folder.resolve("model.onnx"), onnx);
    }

    /** The same graph as of another producer: nobody knows the format of its metadata. */
    private static byte[] anonymous(byte[] onnx) {
        String text = new String(onnx, StandardCharsets.ISO_8859_1);
        assertThat(text).containsOnlyOnce("mnist4j-model");
        return text.replace("mnist4j-model", "mnist4j-modem").getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void model_comesBackToTheBit(String name) throws IOException {
        Model model = TestNetworks.model(1, TestNetworks.ofEveryKind().get(name));

        Model back = OnnxImport.read(written(OnnxExport.of(model).toBytes()));

        assertThat(back.config()).isEqualTo(model.config());
        assertThat(back.classNames()).isEqualTo(model.classNames());
        assertThat(back.parametersSha256()).isEqualTo(model.parametersSha256());
        assertThat(back.metadata()).isEqualTo(model.metadata());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void graphAlone_isTheSameNetwork(String name) throws IOException {
        Model model = TestNetworks.model(2, TestNetworks.ofEveryKind().get(name));
        ImageDataset images = TestNetworks.digits(100);

        Model back = OnnxImport.read(written(anonymous(OnnxExport.of(model).toBytes())));

        double difference = 0;
        for (int i = 0; i < images.size(); i++) {
            for (int c = 0; c < 10; c++) {
                difference = Math.max(
                        difference,
                        Math.abs(back.predict(images.pixels(i)).probability(c)
                                - model.predict(images.pixels(i)).probability(c)));
            }
        }
        AgreementTable.add("in", name, difference);
        assertThat(back.parametersSha256()).isEqualTo(model.parametersSha256());
        assertThat(difference).isZero();
    }

    private static Model calibrated(Model model) {
        return model.withCalibration(new Calibration("t", "0a".repeat(32), 60, 1.7, 0.25, 0.75, 50, 5));
    }

    @Test
    void calibration_comesBack() throws IOException {
        Model model = calibrated(TestNetworks.model(5, conv2d(4, 3).activation(Activation.IDENTITY), batchNorm()));

        Model back = OnnxImport.read(written(OnnxExport.of(model).toBytes()));
        Model folded =
                OnnxImport.read(written(OnnxExport.of(model).foldBatchNorm().toBytes()));
        Model renamed = OnnxImport.of(written(OnnxExport.of(model).toBytes()))
                .classNames(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"))
                .read();

        assertThat(back.metadata()).isEqualTo(model.metadata());
        assertThat(back.predict(TestNetworks.digits(20))).isEqualTo(model.predict(TestNetworks.digits(20)));
        assertThat(folded.calibration()).isEqualTo(model.calibration()).isPresent();
        assertThat(renamed.calibration()).isEqualTo(model.calibration());
    }

    @Test
    void temperatureOfAnotherProducersGraph_goesIntoTheOutputLayer() throws IOException {
        Model model = calibrated(TestNetworks.model(6, dense(8)));
        ImageDataset images = TestNetworks.digits(100);

        Model back = OnnxImport.read(written(anonymous(OnnxExport.of(model).toBytes())));

        assertThat(back.calibration()).isEmpty();
        for (int i = 0; i < images.size(); i++) {
            for (int c = 0; c < 10; c++) {
                assertThat(back.predict(images.pixels(i)).probability(c))
                        .isCloseTo(model.predict(images.pixels(i)).probability(c), within(1e-5f));
            }
        }
    }

    @Test
    void changedTemperature_isRefused() throws IOException {
        byte[] onnx = OnnxExport.of(calibrated(TestNetworks.model(7, dense(8)))).toBytes();
        String text = new String(onnx, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("\"temperature\":1.7");
        byte[] changed =
                text.replace("\"temperature\":1.7", "\"temperature\":1.8").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> OnnxImport.read(written(changed)))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("its graph is not the network that its metadata say");
    }

    @Test
    void provenanceAndNames_comeBack() throws IOException {
        Model model = TestNetworks.model(3, dropout(0.25), dense(8));
        Model named = Model.of(
                        model.config(),
                        List.of("null", "größe", "\"2\"", "3", "4", "5", "6", "7", "8", "\uD83D\uDE00"),
                        model.parameters())
                .withProvenance(new ModelProvenance(
                        BuildInfo.current(),
                        "java",
                        "mnist-train",
                        "ab".repeat(32),
                        300,
                        new TrainingMetrics(2, 0.1, 0.97, OptionalDouble.empty(), OptionalDouble.empty())));

        Model back = OnnxImport.read(
                written(OnnxExport.of(named).pixelType(PixelType.FLOAT32).toBytes()));

        assertThat(back.classNames()).isEqualTo(named.classNames());
        assertThat(back.provenance()).isEqualTo(named.provenance()).isPresent();
        assertThat(back.config()).isEqualTo(named.config());
    }

    @Test
    void foldedModel_comesBackAsTheFoldedNetwork() throws IOException {
        Model model = TestNetworks.model(4, conv2d(4, 3).activation(Activation.IDENTITY), batchNorm(), dense(8));

        Model back =
                OnnxImport.read(written(OnnxExport.of(model).foldBatchNorm().toBytes()));

        assertThat(back.config().layers()).containsExactly(conv2d(4, 3).activation(Activation.IDENTITY), dense(8));
        assertThat(back.config().training()).isEqualTo(model.config().training());
    }

    static Stream<List<Layer>> networksOfColours() {
        return Stream.of(
                List.of(dense(16)),
                List.of(flatten(), batchNorm(), dense(16)),
                List.of(conv2d(4, 3), dense(16)),
                List.of(batchNorm(), dense(16)),
                List.of(maxPool2d(2)));
    }

    @ParameterizedTest
    @MethodSource("networksOfColours")
    void colours_areToldFromTheGraph(List<Layer> layers) throws IOException {
        ImageShape shape = ImageShape.of(9, 8, 3);
        Model model = TestNetworks.random(TestNetworks.config(shape, layers.toArray(Layer[]::new)), 5);

        Model back = OnnxImport.read(written(anonymous(OnnxExport.of(model).toBytes())));

        assertThat(back.input()).isEqualTo(shape);
        assertThat(back.parametersSha256()).isEqualTo(model.parametersSha256());
    }

    @Test
    void givenNames_replaceThoseOfTheFile() throws IOException {
        Model model = TestNetworks.model(7, dense(8));
        List<String> names = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

        Model back = OnnxImport.of(written(OnnxExport.of(model).toBytes()))
                .classNames(names)
                .read();

        assertThat(back.classNames()).isEqualTo(names);
        assertThat(back.config()).isEqualTo(model.config());
    }

    @Test
    void fileThatWasChanged_isRefused() throws IOException {
        Model model = TestNetworks.model(6, dense(8).activation(Activation.RELU));
        String text = new String(OnnxExport.of(model).toBytes(), StandardCharsets.ISO_8859_1);
        Path otherNetwork = written(text.replace("\"activation\": \"relu\"", "\"activation\": \"tanh\"")
                .getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> OnnxImport.read(otherNetwork))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(
                        "its graph is not the network that its metadata say: it is damaged, or was changed");

        byte[] otherWeights = OnnxExport.of(model).toBytes();
        otherWeights[1000] ^= 1;
        Path file = written(otherWeights);
        assertThatThrownBy(() -> OnnxImport.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("its parameters do not have the hash that its metadata say");
    }
}
