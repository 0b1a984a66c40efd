package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Layers.dense;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;

class ModelFileTest {

    @TempDir
    private Path folder;

    private Path saved(Model model) {
        Path file = folder.resolve("model.safetensors");
        model.save(file);
        return file;
    }

    private List<String> filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static byte[] goldenFile(String version) throws IOException {
        try (InputStream in = ModelFileTest.class.getResourceAsStream("format-" + version + ".safetensors")) {
            return in.readAllBytes();
        }
    }

    @Test
    void savedAndLoaded_isBitIdentical() {
        Model model = TestModels.random(ExperimentConfig.preset("mlp-512"), 9);
        Model loaded = Model.load(saved(model));

        assertThat(loaded.config()).isEqualTo(model.config());
        assertThat(loaded.classNames()).isEqualTo(model.classNames());
        assertThat(loaded.parameters()).isEqualTo(model.parameters());
        assertThat(loaded.parametersSha256()).isEqualTo(model.parametersSha256());
        ImageDataset images = TestModels.images(model.config().input(), model.classNames(), 64);
        assertThat(loaded.predict(images)).isEqualTo(model.predict(images));
    }

    @Test
    void theSameModel_hasTheSameBytes() throws IOException {
        Path other = folder.resolve("other.safetensors");
        Model model = TestModels.tiny();
        model.save(other);
        Model.load(other).save(other);

        assertThat(saved(model)).hasSameBinaryContentAs(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void goldenFile_isStillRead(String version) throws IOException {
        Path file = Files.write(folder.resolve("golden.safetensors"), goldenFile(version));
        Model model = Model.load(file);

        // The probabilities were computed in float64 by Python; float32 errs by about 1e-7.
        assertThat(model.predict(new byte[4]).probability(0)).isCloseTo(0.80727670f, within(1e-6f));
        assertThat(model.predict(new byte[] {-1, 51, 0, 102}).probability(0)).isCloseTo(0.87697214f, within(1e-6f));
        assertThat(model.predict(new byte[] {10, (byte) 200, 30, -1}).probability(0))
                .isCloseTo(0.08362624f, within(1e-6f));
        assertThat(model.parameters()).containsExactly(TestModels.golden().parameters());
        assertThat(model.config()).isEqualTo(TestModels.golden().config());
        assertThat(model.classNames()).containsExactly("no", "yes");
    }

    @Test
    void goldenFileOfThisVersion_isStillWritten() throws IOException {
        assertThat(saved(TestModels.goldenWithProvenance()))
                .hasBinaryContent(CraftedFile.withTheConfigOfThisRelease(goldenFile("1.1")));
    }

    @Test
    void provenance_isReadBack() throws IOException {
        Path golden = Files.write(folder.resolve("golden.safetensors"), goldenFile("1.1"));
        Model model = Model.load(golden);

        assertThat(model.provenance())
                .isEqualTo(TestModels.goldenWithProvenance().provenance())
                .isPresent();
        assertThat(saved(model)).hasBinaryContent(CraftedFile.withTheConfigOfThisRelease(goldenFile("1.1")));
        assertThat(Model.load(saved(TestModels.golden())).provenance()).isEmpty();
    }

    @Test
    void importAndTestMetrics_areReadBackAndWrittenAsVersion12() throws IOException {
        Path golden = Files.write(folder.resolve("golden.safetensors"), goldenFile("1.2"));
        Model model = Model.load(golden);

        ImportSource source = new ImportSource(
                new BuildInfo("0.2.0", "unknown", false), "safetensors", "größe \"7\".safetensors", "cd".repeat(32));
        TestMetrics measured = new TestMetrics("mnist-test", "ef".repeat(32), 10_000, 0.9875, 0.5, 1.25e-4);
        assertThat(model.importedFrom()).hasValue(source);
        assertThat(model.testMetrics()).hasValue(measured);
        assertThat(model.provenance())
                .isEqualTo(TestModels.goldenWithProvenance().provenance());
        Model made = TestModels.goldenWithProvenance().withTestMetrics(measured).withImportedFrom(source);
        assertThat(saved(made)).hasBinaryContent(CraftedFile.withTheConfigOfThisRelease(goldenFile("1.2")));
    }

    @Test
    void fileOfVersion11_savedAgain_keepsItsVersion_untilItIsMeasured() throws IOException {
        Path old = Files.write(folder.resolve("golden.safetensors"), goldenFile("1.1"));
        Model model = Model.load(old);

        assertThat(Files.readString(saved(model), StandardCharsets.ISO_8859_1)).contains("\"formatVersion\":\"1.1\"");
        TestMetrics measured = new TestMetrics("mnist-test", "ef".repeat(32), 1, 1, 1, 0);
        assertThat(Files.readString(saved(model.withTestMetrics(measured)), StandardCharsets.ISO_8859_1))
                .contains("\"formatVersion\":\"1.2\"");
        assertThat(Model.load(folder.resolve("model.safetensors")).provenance()).isEqualTo(model.provenance());
    }

    @Test
    void fileOfVersion10_savedAgain_hasThisVersionAndNoProvenance() throws IOException {
        Path old = Files.write(folder.resolve("golden.safetensors"), goldenFile("1.0"));

        assertThat(Model.load(old).provenance()).isEmpty();
        Model.load(old).save(old);
        assertThat(old).hasSameBinaryContentAs(saved(TestModels.golden()));
        assertThat(Files.readString(old, StandardCharsets.ISO_8859_1))
                .contains("\"formatVersion\":\"1.1\"")
                .doesNotContain("provenance", "trainingMetrics");
    }

    @Test
    void file_isSafetensorsToAnIndependentReader() throws Exception {
        Model model = TestModels.random(ExperimentConfig.preset("seed"), 2);
        byte[] bytes = Files.readAllBytes(saved(model));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = (int) buffer.getLong();
        String headerText = new String(bytes, 8, headerLength, StandardCharsets.UTF_8);
        JsonNode header = new ObjectMapper().readTree(headerText);
        buffer = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);

        assertThat((8 + headerLength) % 8).isZero();
        assertThat(header.fieldNames())
                .toIterable()
                .containsExactly(
                        "__metadata__", "layers.0.weight", "layers.0.bias", "layers.2.weight", "layers.2.bias");
        assertThat(header.get("layers.0.weight"))
                .hasToString("{\"dtype\":\"F32\",\"shape\":[128,784],\"data_offsets\":[0,401408]}");
        assertThat(header.get("layers.0.bias"))
                .hasToString("{\"dtype\":\"F32\",\"shape\":[128],\"data_offsets\":[401408,401920]}");
        assertThat(header.get("layers.2.weight"))
                .hasToString("{\"dtype\":\"F32\",\"shape\":[10,128],\"data_offsets\":[401920,407040]}");
        assertThat(header.get("layers.2.bias"))
                .hasToString("{\"dtype\":\"F32\",\"shape\":[10],\"data_offsets\":[407040,407080]}");
        assertThat(bytes).hasSize(8 + headerLength + 407_080);
        Tensor output = model.tensors().get(2);
        assertThat(output.name()).isEqualTo("layers.2.weight");
        assertThat(output.shape()).containsExactly(10, 128);
        // Row 3, column 5: the weight from hidden unit 5 to class 3.
        assertThat(buffer.getFloat(headerLength + 401_920 + 4 * (3 * 128 + 5))).isEqualTo(output.values()[3 * 128 + 5]);

        JsonNode metadata = header.get("__metadata__");
        assertThat(metadata.fieldNames())
                .toIterable()
                .containsExactly(
                        "classNames",
                        "config",
                        "format",
                        "formatVersion",
                        "inputShape",
                        "library",
                        "pixelScaling",
                        "sha256");
        assertThat(ExperimentConfig.fromJson(metadata.get("config").textValue()))
                .isEqualTo(ExperimentConfig.preset("seed"));
        String hash = metadata.get("sha256").textValue();
        byte[] zeroed = new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(hash, "0".repeat(64))
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(zeroed)))
                .isEqualTo(hash);
    }

    @Test
    void unusualClassNames_areReadBack() {
        List<String> names = List.of("\"sha256\":\"" + "0".repeat(64), "größe \uD83D\uDE00 \u0001");
        ExperimentConfig config = TestModels.tiny().config();

        assertThat(Model.load(saved(Model.of(config, names, new float[9]))).classNames())
                .isEqualTo(names);
    }

    @Test
    void aThousandOfTheLongestClassNames_areReadBack() {
        List<String> names = TestModels.classNames(1000).stream()
                .map(name -> name + "\u0001".repeat(200 - name.length()))
                .toList();
        ExperimentConfig config = TestModels.tiny().config().toBuilder()
                .classes(1000)
                .name("\"".repeat(200))
                .layers(java.util.Collections.nCopies(256, dense(1)))
                .build();
        float[] parameters = new float[(int) config.summary().parameters()];

        assertThat(Model.load(saved(Model.of(config, names, parameters))).classNames())
                .isEqualTo(names);
    }

    @Test
    void saving_replacesTheOldFile_andLeavesNoOtherFile() throws IOException {
        Files.writeString(folder.resolve("model.safetensors"), "old");
        Path file = saved(TestModels.tiny());

        assertThat(Model.load(file).parametersSha256())
                .isEqualTo(TestModels.tiny().parametersSha256());
        assertThat(filesInFolder()).containsExactly("model.safetensors");
    }

    @Test
    void savedFile_hasThePermissionsOfAnyNewFile() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain"), "");
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

        Path file = saved(TestModels.tiny());
        assertThat(posix ? PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) : "no permissions")
                .isEqualTo(
                        posix ? PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)) : "no permissions");
    }

    @Test
    void savingToAnImpossiblePath_failsAndChangesNothing() throws IOException {
        Path file = saved(TestModels.goldenWithProvenance());
        Path belowAFile = file.resolve("model.safetensors");
        Path inNoFolder = folder.resolve("no/model.safetensors");
        Path onAFolder = Files.createDirectories(folder.resolve("full/inner")).getParent();

        for (Path target : List.of(belowAFile, inNoFolder, onAFolder, Path.of("/"))) {
            assertThatThrownBy(() -> TestModels.tiny().save(target))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageStartingWith(target + ": the model cannot be written: ");
        }
        assertThatThrownBy(() -> TestModels.tiny().save(inNoFolder)).hasMessageEndingWith("create it first");
        assertThat(file).hasBinaryContent(CraftedFile.withTheConfigOfThisRelease(goldenFile("1.1")));
        assertThat(filesInFolder()).containsExactlyInAnyOrder("model.safetensors", "full");
    }

    @Test
    void interruptedThread_canSave() {
        Thread.currentThread().interrupt();
        Path file = saved(TestModels.tiny());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Model.load(file).parameters())
                .containsExactly(TestModels.tiny().parameters());
    }
}
