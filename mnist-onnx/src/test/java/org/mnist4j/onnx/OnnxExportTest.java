package org.mnist4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.flatten;
import static org.mnist4j.config.Layers.maxPool2d;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Layer;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.model.TestNetworks;
import org.mnist4j.onnx.OnnxExport.PixelType;

/** ONNX Runtime and this library agree on what an exported file predicts. */
class OnnxExportTest {

    private static final double TOLERANCE = 1e-5;
    private static final int IMAGES = 1000;

    @TempDir
    Path folder;

    static Stream<String> networks() {
        return TestNetworks.ofEveryKind().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void probabilities_areThoseOfTheModel(String name) {
        Model model = TestNetworks.model(1, TestNetworks.ofEveryKind().get(name));
        ImageDataset images = TestNetworks.digits(IMAGES);

        float[][] theirs = OnnxRuntime.onBytes(OnnxExport.of(model).toBytes(), images);

        double difference = OnnxRuntime.difference(theirs, model.predict(images));
        AgreementTable.add("out", name, difference);
        assertThat(theirs).hasDimensions(IMAGES, 10);
        assertThat(difference).isLessThan(TOLERANCE);
    }

    @Test
    void floats_areAcceptedInPlaceOfBytes() {
        Model model = TestNetworks.model(2, conv2d(4, 3), maxPool2d(2), dense(16));
        ImageDataset images = TestNetworks.digits(IMAGES);

        byte[] file = OnnxExport.of(model).pixelType(PixelType.FLOAT32).toBytes();

        assertThat(OnnxRuntime.difference(OnnxRuntime.onFloats(file, images, 1, 0), model.predict(images)))
                .isLessThan(TOLERANCE);
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
    void colourImage_isGivenChannelByChannel(List<Layer> layers) {
        ImageShape shape = ImageShape.of(9, 8, 3);
        Model model = TestNetworks.random(TestNetworks.config(shape, layers.toArray(Layer[]::new)), 3);
        ImageDataset images = TestNetworks.images(shape, model.classNames(), 100);

        float[][] theirs = OnnxRuntime.onBytes(OnnxExport.of(model).toBytes(), images);

        assertThat(OnnxRuntime.difference(theirs, model.predict(images))).isLessThan(TOLERANCE);
    }

    @Test
    void ensemble_isOneGraph() {
        Ensemble ensemble = Ensemble.of(
                TestNetworks.model(4, dense(16)),
                TestNetworks.model(5, conv2d(4, 3), maxPool2d(2)),
                TestNetworks.model(4, dense(16)));
        ImageDataset images = TestNetworks.digits(IMAGES);

        float[][] theirs = OnnxRuntime.onBytes(OnnxExport.of(ensemble).toBytes(), images);

        double difference = OnnxRuntime.difference(theirs, ensemble.predict(images));
        AgreementTable.add("out", "ensemble of three", difference);
        assertThat(difference).isLessThan(TOLERANCE);
    }

    @Test
    void calibratedModels_areExportedWithTheirTemperatures() {
        Model cold = TestNetworks.model(9, conv2d(4, 3), dense(16)).withCalibration(calibration(0.4));
        Model warm = TestNetworks.model(10, dense(16)).withCalibration(calibration(2.5));
        ImageDataset images = TestNetworks.digits(IMAGES);

        float[][] one = OnnxRuntime.onBytes(OnnxExport.of(cold).toBytes(), images);
        float[][] both =
                OnnxRuntime.onBytes(OnnxExport.of(Ensemble.of(cold, warm)).toBytes(), images);

        assertThat(OnnxRuntime.difference(one, cold.predict(images))).isLessThan(TOLERANCE);
        assertThat(OnnxRuntime.difference(both, Ensemble.of(cold, warm).predict(images)))
                .isLessThan(TOLERANCE);
        Model bare = TestNetworks.model(9, conv2d(4, 3), dense(16));
        assertThat(OnnxRuntime.difference(one, bare.predict(images))).isGreaterThan(0.01);
    }

    private static Calibration calibration(double temperature) {
        return new Calibration("t", "0a".repeat(32), 60, temperature, 0.25, 0.75, 50, 5);
    }

    @Test
    void foldedNormalization_predictsTheSameWithFewerNodes() {
        Model model = TestNetworks.model(
                6,
                conv2d(4, 3).activation(Activation.IDENTITY),
                batchNorm().activation(Activation.RELU),
                dense(16).activation(Activation.IDENTITY),
                batchNorm().epsilon(0.01),
                dense(16), // whose ReLU keeps the next one apart
                batchNorm());
        ImageDataset images = TestNetworks.digits(IMAGES);

        byte[] kept = OnnxExport.of(model).toBytes();
        byte[] folded = OnnxExport.of(model).foldBatchNorm().toBytes();

        assertThat(count("BatchNormalization", kept)).isEqualTo(3);
        assertThat(count("BatchNormalization", folded)).isEqualTo(1);
        assertThat(OnnxRuntime.difference(OnnxRuntime.onBytes(folded, images), model.predict(images)))
                .isLessThan(TOLERANCE);
        byte[] ensemble =
                OnnxExport.of(Ensemble.of(model, model)).foldBatchNorm().toBytes();
        assertThat(count("BatchNormalization", ensemble)).isEqualTo(2);
    }

    private static int count(String text, byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).split(text, -1).length - 1;
    }

    @Test
    void sameModel_givesTheSameBytes() throws IOException {
        Model model = TestNetworks.model(7, conv2d(4, 3), dense(16));
        Model copy = Model.of(model.config(), model.classNames(), model.parameters());

        OnnxExport.of(model).write(folder.resolve("a.onnx"));
        OnnxExport.of(copy).write(folder.resolve("b.onnx"));

        assertThat(folder.resolve("a.onnx"))
                .hasSameBinaryContentAs(folder.resolve("b.onnx"))
                .hasBinaryContent(OnnxExport.of(model).toBytes());
    }

    @Test
    void file_replacesAnotherOnlyWhenComplete() throws IOException {
        Path file = Files.writeString(folder.resolve("model.onnx"), "before");
        Path missing = folder.resolve("missing/model.onnx");
        OnnxExport export = OnnxExport.of(TestNetworks.model(8, dense(4)));

        assertThatThrownBy(() -> export.write(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("create it first");
        export.write(file);

        assertThat(file).hasBinaryContent(export.toBytes());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void largeTensor_isWrittenWhole() {
        float[] values = new float[10_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        ProtoMessage message = new ProtoMessage().floats(9, values);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            message.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        assertThat(bytes.size()).isEqualTo(4 + 4 * values.length).isEqualTo((int) message.size());
        float[] read = new float[values.length];
        ByteBuffer.wrap(bytes.toByteArray(), 4, 4 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(read);
        assertThat(read).isEqualTo(values);
    }
}
