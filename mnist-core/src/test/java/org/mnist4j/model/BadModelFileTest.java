package org.mnist4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.mnist4j.config.Layers.batchNorm;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.ModelFormatException.Reason;
import org.mnist4j.random.RandomStream;

/** Files that are not models of this library, and crafted files with a correct hash but another error. */
class BadModelFileTest {

    private static final String WEIGHT =
            "\"layers.0.weight\":{\"dtype\":\"F32\",\"shape\":[1,4],\"data_offsets\":[0,16]}";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("model.safetensors");
    }

    private ModelFormatException failure() {
        ModelFormatException failure = assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> catchThrowableOfType(ModelFormatException.class, () -> Model.load(file)));
        assertThat(failure).isNotNull().hasMessageStartingWith(file + ": ");
        assertThat(failure.source()).isEqualTo(file.toString());
        return failure;
    }

    private static Arguments row(String piece, String replacement, Reason reason, String message) {
        return Arguments.of(piece, replacement, reason, message);
    }

    private static Arguments weight(String replacement, Reason reason, String message) {
        return row(WEIGHT, "\"layers.0.weight\":" + replacement, reason, message);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                row(WEIGHT, WEIGHT + "," + WEIGHT, Reason.STRUCTURE, "Duplicate"),
                row("\"library\":", "\"format\":", Reason.STRUCTURE, "Duplicate"),
                row(
                        "\"library\":\"mnist4j\"",
                        "\"library\":1",
                        Reason.STRUCTURE,
                        "__metadata__.library must be a string"),
                row("{\"__metadata__\":", "{} {\"__metadata__\":", Reason.STRUCTURE, "must be one JSON object"),
                row("{\"__metadata__\":", "{\"__metadata__\":[],\"m\":", Reason.STRUCTURE, "must be an object"),
                row("layers.0.weight", "layers.0.wait", Reason.TENSOR, "do not match its configuration"),
                row("[1,4]", "[4,1]", Reason.TENSOR, "do not match its configuration"),
                row("[1,4]", "[4]", Reason.TENSOR, "do not match its configuration"),
                row(WEIGHT + ",", "", Reason.TENSOR, "must have data_offsets [0,4]"),
                row("\"F32\"", "\"F64\"", Reason.TENSOR, "must be of dtype F32, is \"F64\""),
                weight("{\"dtype\":\"F32\",\"shape\":[1,4]}", Reason.TENSOR, "must have dtype, shape and data_offsets"),
                weight("[]", Reason.TENSOR, "must have dtype, shape and data_offsets"),
                row("[0,16]", "[0,12]", Reason.TENSOR, "must have data_offsets [0,16]"),
                row("[0,16]", "[16,0]", Reason.TENSOR, "must have data_offsets [0,16]"),
                row("[0,16]", "[-16,16]", Reason.TENSOR, "must have data_offsets [0,16]"),
                row("[0,16]", "[0,16.0]", Reason.TENSOR, "must have data_offsets [0,16]"),
                row("[0,16]", "[0]", Reason.TENSOR, "must have data_offsets [0,16]"),
                row("[0,16]", "[18446744073709551616,16]", Reason.TENSOR, "must have data_offsets [0,16]"),
                row("[16,20]", "[12,16]", Reason.TENSOR, "must have data_offsets [16,20]"),
                row("[16,20]", "[20,24]", Reason.TENSOR, "must have data_offsets [16,20]"),
                row("[1,4]", "[]", Reason.TENSOR, "must have data_offsets [0,4]"),
                row("[1,4]", "[0,4]", Reason.TENSOR, "has a dimension of 0; it must be 1 or more"),
                row("[1,4]", "[-1,-4]", Reason.TENSOR, "has a dimension of -1; it must be 1 or more"),
                row("[1,4]", "[1.0,4]", Reason.TENSOR, "has a dimension of 1.0; it must be 1 or more"),
                row("[1,4]", "[65536,65536,65536,65536]", Reason.TENSOR, "more than the file contains"),
                row("[1,4]", "[2147483647,2147483647]", Reason.TENSOR, "more than the file contains"),
                row(
                        "\"1.1\"",
                        "\"2.0\"",
                        Reason.VERSION,
                        "has format version 2.0, but this library reads 1.x; use a newer"),
                row("\"1.1\"", "\"1\"", Reason.VERSION, "has format version 1,"),
                row("\"format\":\"mnist4j-model\",", "", Reason.NOT_A_MODEL, "not written by mnist4j"),
                row("\"pixelScaling\":\"pixel / 255\",", "", Reason.METADATA, "its metadata has no pixelScaling"),
                row("pixel / 255", "pixel", Reason.METADATA, "pixelScaling must be \"pixel / 255\", was \"pixel\""),
                row("\"sha256\"", "\"sha512\"", Reason.METADATA, "its metadata has no sha256"),
                row("\"config\"", "\"konfig\"", Reason.METADATA, "its metadata has no config"),
                row("\\\"units\\\": 1", "\\\"units\\\": 0", Reason.METADATA, "layers[0].units: must be at least 1"),
                row("\\\"units\\\": 1", "\\\"units\\\": 2", Reason.TENSOR, "do not match its configuration"),
                row("\\\"classes\\\": 2", "\\\"classes\\\": 3", Reason.METADATA, "expected 3 class names"),
                row("\\\"class 1\\\"", "\\\"class 0\\\"", Reason.METADATA, "two classes are called class 0"),
                row("\\\"class 1\\\"", "null", Reason.METADATA, "a name is null"),
                row("\\\"class 1\\\"", "[]", Reason.METADATA, "classNames in its metadata must be a JSON list"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void badHeader_isRejectedWithItsReason(String piece, String replacement, Reason reason, String message)
            throws IOException {
        CraftedFile.write(
                file,
                header -> {
                    assertThat(header).contains(piece);
                    int at = header.indexOf(piece);
                    return header.substring(0, at) + replacement + header.substring(at + piece.length());
                },
                UnaryOperator.identity());

        ModelFormatException failure = failure();
        assertThat(failure).hasMessageContaining(message);
        assertThat(failure.reason()).isEqualTo(reason);
    }

    @Test
    void laterMinorVersion_isReadable() throws IOException {
        CraftedFile.write(file, header -> header.replace("\"1.1\"", "\"1.7\""), UnaryOperator.identity());

        assertThat(Model.load(file).parameters())
                .containsExactly(TestModels.tiny().parameters());
    }

    @Test
    void configException_isTheCause() throws IOException {
        CraftedFile.write(file, header -> header.replace("dense", "tense"), UnaryOperator.identity());

        assertThat(failure()).hasCauseInstanceOf(ConfigException.class).hasMessageContaining("layers[0].type");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void nonFiniteWeight_isRejected(float value) throws IOException {
        CraftedFile.write(file, UnaryOperator.identity(), data -> {
            data[4] = value;
            return data;
        });

        assertThat(failure())
                .hasMessageEndingWith("parameter 4 must be finite, was " + value)
                .extracting(ModelFormatException::reason)
                .isEqualTo(Reason.NOT_FINITE);
    }

    @Test
    void negativeVariance_isRejected_andZeroIsNot() throws IOException {
        ExperimentConfig config = TestModels.config(ImageShape.of(2, 2, 1), 2, batchNorm());
        // gamma, beta, running mean, running variance, and four weights and a bias of each class
        float[] parameters = {1, 0, 0.5f, 0, 1, 1, 1, 1, -1, -1, -1, -1, 0, 0};
        Model model = Model.of(config, TestModels.classNames(2), parameters);
        model.save(file);
        assertThat(Model.load(file).predict(new byte[4]).probabilities()).doesNotContain(Float.NaN);
        CraftedFile.change(file, data -> {
            data[3] = -1e-6f;
            return data;
        });

        String message = "layers.0.running_var[0] is a variance and must be 0 or more, was -1.0E-6";
        assertThat(failure())
                .hasMessageEndingWith(message)
                .extracting(ModelFormatException::reason)
                .isEqualTo(Reason.NEGATIVE_VARIANCE);
        parameters[3] = -1e-6f;
        assertThatThrownBy(() -> Model.of(config, TestModels.classNames(2), parameters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1L << 31, Long.MIN_VALUE, -1, 1 << 22, 200})
    void impossibleHeaderLength_isRejected(long length) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, content.putLong(length).put((byte) '{').array());

        assertThat(failure())
                .hasMessageContaining(
                        "declares a header of " + Long.toUnsignedString(length) + " bytes, but only 2 to 92 are")
                .extracting(ModelFormatException::reason)
                .isEqualTo(Reason.STRUCTURE);
    }

    @Test
    void headerThatIsNotUtf8_isRejected() throws IOException {
        byte[] content = {4, 0, 0, 0, 0, 0, 0, 0, '{', (byte) 0xC0, (byte) 0x80, '}'};
        Files.write(file, content);

        assertThat(failure().reason()).isEqualTo(Reason.STRUCTURE);
    }

    @Test
    void otherFiles_areNotModels() throws IOException {
        RandomStream random = RandomStream.of(1, "noise");
        byte[] noise = new byte[4096];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) random.nextInt(256);
        }
        Files.write(file, noise);
        assertThat(failure().reason()).isEqualTo(Reason.NOT_A_MODEL);
        Files.writeString(file, "epoch,trainingLoss\n1,0.3\n", StandardCharsets.UTF_8);
        assertThat(failure().reason()).isEqualTo(Reason.NOT_A_MODEL);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("coefficients.bin"));
        }
        assertThat(failure())
                .hasMessageContaining("is a zip file, as torch.save and other libraries' serializers write")
                .extracting(ModelFormatException::reason)
                .isEqualTo(Reason.NOT_A_MODEL);
    }

    @Test
    void missingFileAndFolder_areReported() throws IOException {
        assertThat(failure()).hasMessage(file + ": file not found; check the path");
        Files.createDirectory(file);
        assertThat(failure())
                .hasMessage(file + ": is not a regular file")
                .extracting(ModelFormatException::reason)
                .isEqualTo(Reason.FILE);
    }

    /** A sparse file of 1 GiB: reading it before checking its header would need 1 GiB of memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,4],\"data_offsets\":[0,16]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[268435392],\"data_offsets\":[0,1073741568]}}",
                "{\"__metadata__\":{\"format\":\"mnist4j-model\",\"formatVersion\":\"1.0\",\"config\":\"{}\"},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[268435392],\"data_offsets\":[0,1073741568]}}"
            })
    void hugeFileWithAPlausibleHeader_isRejectedWithoutBeingRead(String header) throws IOException {
        byte[] text = (header + " ".repeat(248 - header.length())).getBytes(StandardCharsets.UTF_8);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(ByteBuffer.allocate(8 + text.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(text.length)
                    .put(text)
                    .array());
            out.setLength(1L << 30);
        }

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long begin = System.nanoTime();
        ModelFormatException failure = catchThrowableOfType(ModelFormatException.class, () -> Model.load(file));
        assertThat(System.nanoTime() - begin).isLessThan(2_000_000_000L);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(8L << 20);
        assertThat(failure).isNotNull();
    }

    @Test
    void fileAboveTheSizeLimit_isRejected() throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength((1L << 30) + 1);
        }

        assertThat(failure()).hasMessageContaining("has 1073741825 bytes, but a model has at most 1073741824");
    }
}
