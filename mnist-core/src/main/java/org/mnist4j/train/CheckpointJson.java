package org.mnist4j.train;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.mnist4j.data.DatasetIdentity;

/** Reads and writes the JSON in a checkpoint's metadata. Doubles are written without loss. */
final class CheckpointJson {

    /** Incremented when the rest of a run depends on state that was not stored before. */
    static final int STATE_VERSION = 2;

    /** Version 1 had neither averaging nor early stopping; for runs without them the content is the same. */
    private static final int OLDEST_VERSION = 1;

    private static final int HISTORY_COLUMNS = 5;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(3)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CheckpointJson() {}

    /**
     * The content of the state.
     *
     * @param version the version; if it is newer than {@value #STATE_VERSION} the rest is meaningless
     * @param engine the engine's name
     * @param steps the number of optimizer steps
     * @param progress the progress of the run
     * @param scores the metric of early stopping after each epoch; empty without it
     */
    record State(int version, String engine, long steps, TrainingProgress progress, List<Double> scores) {

        boolean isReadable() {
            return version <= STATE_VERSION;
        }
    }

    static String write(Map<String, String> fields) {
        ObjectNode node = JSON.createObjectNode();
        fields.forEach(node::put);
        return text(node);
    }

    static Map<String, String> readFields(String json) {
        JsonNode node = parse(json);
        Map<String, String> fields = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(field -> fields.put(field, string(node, field)));
        return fields;
    }

    static String write(DatasetIdentity data) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", data.name());
        node.put("images", data.images());
        node.put("fingerprint", data.fingerprint());
        return text(node);
    }

    static DatasetIdentity readData(String json) {
        JsonNode node = parse(json);
        return new DatasetIdentity(
                string(node, "name"), (int) integer(node, "images", 1, Integer.MAX_VALUE), string(node, "fingerprint"));
    }

    static String write(TrainingProgress progress, String engine, long steps, List<Double> scores) {
        ObjectNode node = JSON.createObjectNode();
        node.put("stateVersion", STATE_VERSION);
        node.put("engine", engine);
        node.put("optimizerSteps", steps);
        node.put("epochsDone", progress.history().size());
        node.put("batchesDone", progress.batch());
        node.put("lossSum", progress.lossSum());
        node.put("correct", progress.correct());
        node.put("epochSeconds", progress.epochSeconds());
        node.put("seconds", progress.seconds());
        ArrayNode history = node.putArray("history");
        for (EpochMetrics epoch : progress.history()) {
            ArrayNode row = history.addArray().add(epoch.trainingLoss()).add(epoch.trainingAccuracy());
            add(row, epoch.validationLoss());
            add(row, epoch.validationAccuracy());
            row.add(epoch.seconds());
        }
        ArrayNode metric = node.putArray("scores");
        scores.forEach(metric::add);
        return text(node);
    }

    private static void add(ArrayNode row, OptionalDouble value) {
        if (value.isPresent()) {
            row.add(value.getAsDouble());
        } else {
            row.addNull();
        }
    }

    static State readState(String json) {
        JsonNode node = parse(json);
        int version = (int) integer(node, "stateVersion", OLDEST_VERSION, Integer.MAX_VALUE);
        if (version > STATE_VERSION) {
            return new State(version, "", 0, TrainingProgress.START, List.of());
        }
        List<EpochMetrics> history = new ArrayList<>();
        for (JsonNode row : node.path("history")) {
            if (!row.isArray() || row.size() != HISTORY_COLUMNS) {
                throw new IllegalArgumentException("state.history[" + history.size() + "] must be a list of "
                        + HISTORY_COLUMNS + " numbers, was " + row);
            }
            history.add(new EpochMetrics(
                    history.size() + 1,
                    number(row.get(0), "state.history"),
                    number(row.get(1), "state.history"),
                    optional(row.get(2)),
                    optional(row.get(3)),
                    number(row.get(4), "state.history")));
        }
        if (integer(node, "epochsDone", 0, Integer.MAX_VALUE) != history.size()) {
            throw new IllegalArgumentException("state.epochsDone must be the length of its history, " + history.size());
        }
        TrainingProgress progress = new TrainingProgress(
                history,
                (int) integer(node, "batchesDone", 0, Integer.MAX_VALUE),
                number(node.path("lossSum"), "state.lossSum"),
                integer(node, "correct", 0, Long.MAX_VALUE),
                number(node.path("epochSeconds"), "state.epochSeconds"),
                number(node.path("seconds"), "state.seconds"));
        List<Double> scores = new ArrayList<>();
        for (JsonNode score : node.path("scores")) {
            scores.add(number(score, "state.scores"));
        }
        return new State(
                version,
                string(node, "engine"),
                integer(node, "optimizerSteps", 0, Long.MAX_VALUE),
                progress,
                List.copyOf(scores));
    }

    private static OptionalDouble optional(JsonNode node) {
        return node.isNull() ? OptionalDouble.empty() : OptionalDouble.of(number(node, "state.history"));
    }

    /** Reads a number; Jackson writes NaN and infinities, which JSON lacks, as strings. */
    private static double number(JsonNode node, String path) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.asText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new IllegalArgumentException(path + " must be a number, was " + node);
        };
    }

    private static long integer(JsonNode node, String field, long least, long most) {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw new IllegalArgumentException(field + " must be an integer of at least " + least + ", was " + value);
        }
        return value.longValue();
    }

    private static String string(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field + " must be a string, was " + value);
        }
        return value.textValue();
    }

    private static JsonNode parse(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (!node.isObject()) {
                throw new IllegalArgumentException("expected a JSON object, found " + node.getNodeType());
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of plain nodes can always be written", e);
        }
    }
}
