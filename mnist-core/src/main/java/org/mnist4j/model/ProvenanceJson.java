package org.mnist4j.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.mnist4j.build.BuildInfo;

/**
 * Where a model comes from and what was measured, as metadata entries of its file, each one JSON object. Unknown fields
 * are ignored: a later minor version may add some.
 */
final class ProvenanceJson {

    private static final String PROVENANCE = "provenance";
    private static final String METRICS = "trainingMetrics";
    private static final String IMPORTED = "importedFrom";
    private static final String TEST_METRICS = "testMetrics";
    private static final String CALIBRATION = "calibration";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    // The JDK's formatting of doubles differs between versions, which would change the file.
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ProvenanceJson() {}

    static void write(ModelProvenance provenance, Map<String, String> metadata) {
        ObjectNode origin = JSON.createObjectNode();
        putBuild(origin, provenance.build());
        origin.put("engine", provenance.engine());
        origin.put("trainingData", provenance.trainingData());
        origin.put("trainingDataSha256", provenance.trainingDataSha256());
        origin.put("trainingImages", provenance.trainingImages());
        TrainingMetrics measured = provenance.metrics();
        ObjectNode metrics = JSON.createObjectNode();
        metrics.put("epochs", measured.epochs());
        metrics.put("trainingLoss", measured.trainingLoss());
        metrics.put("trainingAccuracy", measured.trainingAccuracy());
        measured.validationLoss().ifPresent(loss -> metrics.put("validationLoss", loss));
        measured.validationAccuracy().ifPresent(accuracy -> metrics.put("validationAccuracy", accuracy));
        metadata.put(PROVENANCE, text(origin));
        metadata.put(METRICS, text(metrics));
    }

    /**
     * The provenance in a file's metadata.
     *
     * @return null if it has none
     * @throws IllegalArgumentException if only one entry is present, an entry is not a JSON object, or a field is
     *     missing, of the wrong type or out of range
     */
    static @Nullable ModelProvenance read(Map<String, String> metadata) {
        String provenance = metadata.get(PROVENANCE);
        String metrics = metadata.get(METRICS);
        if (provenance == null && metrics == null) {
            return null;
        }
        if (provenance == null || metrics == null) {
            throw new IllegalArgumentException(
                    PROVENANCE + " and " + METRICS + " must both be present or both be absent");
        }
        Fields origin = new Fields(PROVENANCE, provenance);
        Fields measured = new Fields(METRICS, metrics);
        return new ModelProvenance(
                origin.build(),
                origin.text("engine"),
                origin.text("trainingData"),
                origin.text("trainingDataSha256"),
                origin.integer("trainingImages"),
                new TrainingMetrics(
                        measured.integer("epochs"),
                        measured.number("trainingLoss"),
                        measured.number("trainingAccuracy"),
                        measured.optionalNumber("validationLoss"),
                        measured.optionalNumber("validationAccuracy")));
    }

    static void write(ImportSource source, Map<String, String> metadata) {
        ObjectNode imported = JSON.createObjectNode();
        putBuild(imported, source.build());
        imported.put("format", source.format());
        imported.put("file", source.file());
        imported.put("sha256", source.sha256());
        metadata.put(IMPORTED, text(imported));
    }

    static void write(TestMetrics measured, Map<String, String> metadata) {
        ObjectNode metrics = JSON.createObjectNode();
        metrics.put("testData", measured.testData());
        metrics.put("testDataSha256", measured.testDataSha256());
        metrics.put("testImages", measured.testImages());
        metrics.put("accuracy", measured.accuracy());
        metrics.put("macroF1", measured.macroF1());
        metrics.put("logLoss", measured.logLoss());
        metadata.put(TEST_METRICS, text(metrics));
    }

    /**
     * The file that the model was imported from.
     *
     * @return null if it was not imported
     * @throws IllegalArgumentException as {@link #read}
     */
    static @Nullable ImportSource readImport(Map<String, String> metadata) {
        String imported = metadata.get(IMPORTED);
        if (imported == null) {
            return null;
        }
        Fields source = new Fields(IMPORTED, imported);
        return new ImportSource(source.build(), source.text("format"), source.text("file"), source.text("sha256"));
    }

    /**
     * What was measured on a test set.
     *
     * @return null if nothing was
     * @throws IllegalArgumentException as {@link #read}
     */
    static @Nullable TestMetrics readTestMetrics(Map<String, String> metadata) {
        String metrics = metadata.get(TEST_METRICS);
        if (metrics == null) {
            return null;
        }
        Fields measured = new Fields(TEST_METRICS, metrics);
        return new TestMetrics(
                measured.text("testData"),
                measured.text("testDataSha256"),
                measured.integer("testImages"),
                measured.number("accuracy"),
                measured.number("macroF1"),
                measured.number("logLoss"));
    }

    static void write(Calibration calibration, Map<String, String> metadata) {
        ObjectNode fitted = JSON.createObjectNode();
        fitted.put("data", calibration.data());
        fitted.put("dataSha256", calibration.dataSha256());
        fitted.put("images", calibration.images());
        fitted.put("temperature", calibration.temperature());
        fitted.put("maxError", calibration.maxError());
        fitted.put("threshold", calibration.threshold());
        fitted.put("accepted", calibration.accepted());
        fitted.put("wrong", calibration.wrong());
        metadata.put(CALIBRATION, text(fitted));
    }

    /**
     * How the probabilities are calibrated.
     *
     * @return null if they are not
     * @throws IllegalArgumentException as {@link #read}
     */
    static @Nullable Calibration readCalibration(Map<String, String> metadata) {
        String calibration = metadata.get(CALIBRATION);
        if (calibration == null) {
            return null;
        }
        Fields fitted = new Fields(CALIBRATION, calibration);
        try {
            return new Calibration(
                    fitted.text("data"),
                    fitted.text("dataSha256"),
                    fitted.integer("images"),
                    fitted.number("temperature"),
                    fitted.number("maxError"),
                    fitted.number("threshold"),
                    fitted.integer("accepted"),
                    fitted.integer("wrong"));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(CALIBRATION) ? e : new IllegalArgumentException(CALIBRATION + "." + message, e);
        }
    }

    private static void putBuild(ObjectNode node, BuildInfo build) {
        node.put("version", build.version());
        node.put("commit", build.commit());
        node.put("dirty", build.dirty());
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static String text(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of numbers and well-formed strings can always be written", e);
        }
    }

    /** One entry's object, read without any coercion. */
    static final class Fields {
        private final String entry;
        private final JsonNode node;

        Fields(String entry, String json) {
            this.entry = entry;
            try {
                this.node = JSON.readTree(json);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(entry + " is not valid JSON: " + e.getOriginalMessage(), e);
            }
            if (!node.isObject()) {
                throw new IllegalArgumentException(entry + " must be a JSON object");
            }
        }

        BuildInfo build() {
            return new BuildInfo(text("version"), text("commit"), bool("dirty"));
        }

        String text(String field) {
            JsonNode value = node.path(field);
            if (!value.isTextual()) {
                throw mustBe(field, "a string");
            }
            return value.textValue();
        }

        boolean bool(String field) {
            JsonNode value = node.path(field);
            if (!value.isBoolean()) {
                throw mustBe(field, "true or false");
            }
            return value.booleanValue();
        }

        int integer(String field) {
            JsonNode value = node.path(field);
            if (!value.isIntegralNumber() || !value.canConvertToInt()) {
                throw mustBe(field, "a whole number");
            }
            return value.intValue();
        }

        double number(String field) {
            JsonNode value = node.path(field);
            if (!value.isNumber()) {
                throw mustBe(field, "a number");
            }
            return value.doubleValue();
        }

        /** A list of so many numbers. */
        double[] numbers(String field, int count) {
            JsonNode list = node.path(field);
            if (!list.isArray() || list.size() != count) {
                throw mustBe(field, "a list of " + count + " numbers");
            }
            double[] numbers = new double[count];
            for (int i = 0; i < count; i++) {
                if (!list.get(i).isNumber()) {
                    throw mustBe(field, "a list of " + count + " numbers");
                }
                numbers[i] = list.get(i).doubleValue();
            }
            return numbers;
        }

        boolean has(String field) {
            return node.has(field);
        }

        OptionalDouble optionalNumber(String field) {
            return has(field) ? OptionalDouble.of(number(field)) : OptionalDouble.empty();
        }

        private IllegalArgumentException mustBe(String field, String type) {
            JsonNode value = node.path(field);
            return new IllegalArgumentException(
                    entry + "." + field + " must be " + type + ", was " + (value.isMissingNode() ? "missing" : value));
        }
    }
}
