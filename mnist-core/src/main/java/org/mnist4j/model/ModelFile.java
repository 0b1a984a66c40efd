package org.mnist4j.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.model.ModelFormatException.Reason;

/** What a model's safetensors file holds besides the container's rules: which metadata, and which tensors. */
final class ModelFile {

    private static final String FORMAT = "mnist4j-model";
    private static final int MAJOR_VERSION = 1;
    private static final String VERSION = MAJOR_VERSION + ".0";
    private static final String PIXEL_SCALING = "pixel / 255";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ModelFile() {}

    static void write(Model model, Path file) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("formatVersion", VERSION);
        metadata.put("config", model.config().toJson());
        metadata.put("classNames", json(model.classNames()));
        metadata.put("inputShape", "height, width, channels = " + model.config().input());
        metadata.put("pixelScaling", PIXEL_SCALING);
        metadata.put("library", "mnist4j");
        Safetensors.write(file, metadata, model.config().summary().tensors(), model.parameters());
    }

    static Model read(Path file) {
        String source = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new ModelFormatException(
                    source,
                    Reason.FILE,
                    Files.exists(file) ? "is not a regular file" : "file not found; check the path");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(source, in, Files.size(file));
        } catch (IOException e) {
            throw new ModelFormatException(source, Reason.FILE, "cannot be read: " + reason(e), e);
        }
    }

    /** The operating system's words, or the kind of refusal where it has none. */
    private static String reason(IOException e) {
        return e instanceof FileSystemException refused && refused.getReason() == null
                ? e.getClass().getSimpleName().replace("Exception", "")
                : String.valueOf(e.getMessage());
    }

    /** Memory for the tensors is taken only once the header and the configuration in it agree on their sizes. */
    private static Model read(String source, InputStream in, long fileSize) throws IOException {
        SafetensorsHeader header = SafetensorsHeader.read(source, in, fileSize);
        Map<String, String> metadata = header.metadata();
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new ModelFormatException(
                    source,
                    Reason.NOT_A_MODEL,
                    "is a safetensors file, but not one of mnist4j: its metadata has no format " + FORMAT);
        }
        requireReadableVersion(source, require(source, metadata, "formatVersion"));
        ExperimentConfig config = config(source, require(source, metadata, "config"));
        List<String> classNames = classNames(source, require(source, metadata, "classNames"), config);
        if (!PIXEL_SCALING.equals(require(source, metadata, "pixelScaling"))) {
            throw new ModelFormatException(
                    source,
                    Reason.METADATA,
                    "pixelScaling must be \"" + PIXEL_SCALING + "\", was \"" + metadata.get("pixelScaling") + "\"");
        }
        List<TensorSpec> expected = config.summary().tensors();
        if (!header.tensors().equals(expected)) {
            throw new ModelFormatException(
                    source,
                    Reason.TENSOR,
                    "its tensors do not fit its configuration: expected " + expected + ", found " + header.tensors());
        }
        float[] parameters = Safetensors.readValues(source, header, in);
        try {
            return Model.of(config, classNames, parameters);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(source, Reason.NOT_FINITE, String.valueOf(e.getMessage()), e);
        }
    }

    /** A later minor version adds only what an older reader can do without. */
    private static void requireReadableVersion(String source, String version) {
        if (!version.matches(MAJOR_VERSION + "\\.[0-9]{1,9}")) {
            throw new ModelFormatException(
                    source,
                    Reason.VERSION,
                    "is of format version " + version + ", this library reads " + MAJOR_VERSION
                            + ".x; use a newer release of mnist4j");
        }
    }

    private static ExperimentConfig config(String source, String json) {
        try {
            return ExperimentConfig.fromJson(json);
        } catch (ConfigException e) {
            throw new ModelFormatException(source, Reason.METADATA, "config in its metadata: " + e.getMessage(), e);
        }
    }

    private static List<String> classNames(String source, String json, ExperimentConfig config) {
        try {
            JsonNode list = JSON.readTree(json);
            if (!list.isArray()) {
                throw new IllegalArgumentException("it is no list");
            }
            List<String> names = new ArrayList<>();
            for (JsonNode name : list) {
                if (!name.isTextual()) {
                    throw new IllegalArgumentException("a name is " + (name.isNull() ? "null" : "no text"));
                }
                names.add(name.textValue());
            }
            return Model.checkedClassNames(config, names);
        } catch (JsonProcessingException e) {
            throw badClassNames(source, e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw badClassNames(source, String.valueOf(e.getMessage()), e);
        }
    }

    private static ModelFormatException badClassNames(String source, String message, Exception cause) {
        return new ModelFormatException(
                source,
                Reason.METADATA,
                "classNames in its metadata must be a JSON list of different texts: " + message,
                cause);
    }

    private static String require(String source, Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new ModelFormatException(source, Reason.METADATA, "its metadata has no " + key);
        }
        return value;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a list of texts can always be written", e);
        }
    }

    static String sha256(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Safetensors.sha256(bytes.array());
    }
}
