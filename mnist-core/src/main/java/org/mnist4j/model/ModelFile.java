package org.mnist4j.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.InkStatistics;
import org.mnist4j.model.ModelFormatException.Reason;

/** The content of a model's safetensors file: its metadata and tensors. {@link EnsembleFile} holds several. */
final class ModelFile {

    private static final String FORMAT = "mnist4j-model";
    private static final int MAJOR_VERSION = 1;

    /** 1.0 is 1.1 without provenance. */
    private static final String VERSION = MAJOR_VERSION + ".1";

    /** With the source of an import or measures on a test set; a file without either is of the version before. */
    private static final String VERSION_WITH_TEST = MAJOR_VERSION + ".2";

    /** With a calibration, or with statistics of the training images' ink. */
    private static final String VERSION_WITH_CALIBRATION = MAJOR_VERSION + ".3";

    private static final String PIXEL_SCALING = "pixel / 255";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ModelFile() {}

    static void write(Model model, Path file) {
        try {
            Safetensors.write(
                    file, metadata(model), model.config().summary().tensors(), List.of(model.sharedParameters()));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the model cannot be written: " + e, e);
        }
    }

    /** Everything about a model but its tensors. */
    static Map<String, String> metadata(Model model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("formatVersion", version(model));
        metadata.put("config", model.config().toJson());
        metadata.put("classNames", json(model.classNames()));
        metadata.put("inputShape", "height, width, channels = " + model.config().input());
        metadata.put("pixelScaling", PIXEL_SCALING);
        metadata.put("library", "mnist4j");
        model.provenance().ifPresent(provenance -> ProvenanceJson.write(provenance, metadata));
        model.importedFrom().ifPresent(imported -> ProvenanceJson.write(imported, metadata));
        model.testMetrics().ifPresent(measured -> ProvenanceJson.write(measured, metadata));
        model.calibration().ifPresent(calibration -> ProvenanceJson.write(calibration, metadata));
        model.measuredInk().ifPresent(ink -> InkJson.write(ink, metadata));
        return metadata;
    }

    /** The lowest version that has the model's entries, so that older readers take what they can. */
    private static String version(Model model) {
        if (model.calibration().isPresent() || model.measuredInk().isPresent()) {
            return VERSION_WITH_CALIBRATION;
        }
        boolean extended =
                model.importedFrom().isPresent() || model.testMetrics().isPresent();
        return extended ? VERSION_WITH_TEST : VERSION;
    }

    static Model read(Path file) {
        try (SafetensorsReader reader = SafetensorsReader.open(file, SafetensorsReader.Limits.MODEL)) {
            return read(file.toString(), reader);
        }
    }

    /** A model, or an ensemble of several. */
    static Classifier readAny(Path file) {
        try (SafetensorsReader reader = SafetensorsReader.open(file, SafetensorsReader.Limits.MODEL)) {
            return EnsembleFile.count(reader.metadata()).isPresent()
                    ? EnsembleFile.read(file.toString(), reader)
                    : read(file.toString(), reader);
        }
    }

    private static Model read(String source, SafetensorsReader reader) {
        Map<String, String> metadata = reader.metadata();
        EnsembleFile.count(metadata).ifPresent(members -> {
            throw new ModelFormatException(
                    source,
                    Reason.NOT_A_MODEL,
                    "is an ensemble of " + members + " models, where a single model is expected; use the file of one of"
                            + " its members");
        });
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new ModelFormatException(
                    source,
                    Reason.NOT_A_MODEL,
                    "is a safetensors file, but not written by mnist4j: its metadata has no format " + FORMAT);
        }
        return read(source, metadata, config -> {
            requireTensors(source, reader.tensors(), config.summary().tensors());
            return reader.values();
        });
    }

    static void requireTensors(String source, List<TensorSpec> found, List<TensorSpec> expected) {
        if (!found.equals(expected)) {
            throw new ModelFormatException(
                    source,
                    Reason.TENSOR,
                    "its tensors do not match its configuration: expected " + expected + ", found " + found);
        }
    }

    /** Parameters that were read already, with the metadata that belongs to them. */
    static Model read(String source, Map<String, String> metadata, float[] parameters) {
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new ModelFormatException(source, Reason.METADATA, "its metadata has no format " + FORMAT);
        }
        return read(source, metadata, config -> {
            long expected = config.summary().values();
            if (parameters.length != expected) {
                throw new ModelFormatException(
                        source,
                        Reason.TENSOR,
                        "its parameters do not match its configuration: expected " + expected + ", found "
                                + parameters.length);
            }
            return parameters;
        });
    }

    /** Memory for the tensors is allocated only once the header and its configuration agree on their sizes. */
    private static Model read(
            String source, Map<String, String> metadata, Function<ExperimentConfig, float[]> tensors) {
        String version = require(source, metadata, "formatVersion");
        requireReadableVersion(source, version);
        ExperimentConfig config = config(source, metadata);
        List<String> classNames = classNames(source, require(source, metadata, "classNames"), config);
        if (!PIXEL_SCALING.equals(require(source, metadata, "pixelScaling"))) {
            throw new ModelFormatException(
                    source,
                    Reason.METADATA,
                    "pixelScaling must be \"" + PIXEL_SCALING + "\", was \"" + metadata.get("pixelScaling") + "\"");
        }
        UnaryOperator<Model> history = history(source, version, config.input(), metadata);
        float[] parameters = tensors.apply(config);
        check(source, Reason.NOT_FINITE, () -> Model.requireFinite(parameters));
        check(source, Reason.NEGATIVE_VARIANCE, () -> config.summary().requireVariances(parameters));
        return history.apply(Model.of(config, classNames, parameters));
    }

    private static void check(String source, Reason reason, Runnable requirement) {
        try {
            requirement.run();
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(source, reason, String.valueOf(e.getMessage()), e);
        }
    }

    /** A later minor version only adds entries that an older reader can ignore. */
    static void requireReadableVersion(String source, String version) {
        if (!version.matches(MAJOR_VERSION + "\\.[0-9]{1,9}")) {
            throw new ModelFormatException(
                    source,
                    Reason.VERSION,
                    "has format version " + version + ", but this library reads " + MAJOR_VERSION
                            + ".x; use a newer release of mnist4j");
        }
    }

    /** Where the model comes from and what was measured, to add to it; entries of a later version have no meaning. */
    private static UnaryOperator<Model> history(
            String source, String version, ImageShape shape, Map<String, String> metadata) {
        int minor = Integer.parseInt(version.substring(version.indexOf('.') + 1));
        try {
            @Nullable ModelProvenance provenance = minor < 1 ? null : ProvenanceJson.read(metadata);
            @Nullable ImportSource imported = minor < 2 ? null : ProvenanceJson.readImport(metadata);
            @Nullable TestMetrics measured = minor < 2 ? null : ProvenanceJson.readTestMetrics(metadata);
            @Nullable Calibration calibration = minor < 3 ? null : ProvenanceJson.readCalibration(metadata);
            @Nullable InkStatistics ink = minor < 3 ? null : InkJson.read(metadata, shape);
            return model -> {
                Model with = provenance == null ? model : model.withProvenance(provenance);
                with = imported == null ? with : with.withImportedFrom(imported);
                with = calibration == null ? with : with.withCalibration(calibration);
                with = ink == null ? with : with.withInkStatistics(ink);
                return measured == null ? with : with.withTestMetrics(measured);
            };
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(source, Reason.METADATA, "in its metadata, " + e.getMessage(), e);
        }
    }

    static ExperimentConfig config(String source, Map<String, String> metadata) {
        try {
            return ExperimentConfig.fromJson(require(source, metadata, "config"));
        } catch (ConfigException e) {
            throw new ModelFormatException(source, Reason.METADATA, "config in its metadata: " + e.getMessage(), e);
        }
    }

    private static List<String> classNames(String source, String json, ExperimentConfig config) {
        try {
            JsonNode list = JSON.readTree(json);
            if (!list.isArray()) {
                throw new IllegalArgumentException("it is not a list");
            }
            List<String> names = new ArrayList<>();
            for (JsonNode name : list) {
                if (!name.isTextual()) {
                    throw new IllegalArgumentException("a name is " + (name.isNull() ? "null" : "not a string"));
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
                "classNames in its metadata must be a JSON list of distinct strings: " + message,
                cause);
    }

    static String require(String source, Map<String, String> metadata, String key) {
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
            throw new AssertionError("a list of strings can always be written", e);
        }
    }

    static String sha256(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Safetensors.sha256(bytes.array());
    }
}
