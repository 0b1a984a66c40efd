package org.mnist4j.robustness;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.perturb.Perturbation;

/** A report as JSON: counts, from which it can be read again, and the measures they give. */
final class RobustnessJson {

    private static final String FORMAT = "mnist4j-robustness-1";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RobustnessJson() {}

    static String of(RobustnessReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT);
        ObjectNode test = root.putObject("test");
        test.put("name", report.testName());
        test.put("fingerprint", report.testFingerprint());
        test.put("images", report.testImages());
        root.put("images", report.images());
        root.put("seed", report.seed());
        root.put("cleanAccuracy", report.cleanAccuracy());
        root.put("meanAccuracy", report.meanAccuracy());
        put(root, "meanCorruptionError", report.meanCorruptionError());
        put(root, "relativeMeanCorruptionError", report.relativeMeanCorruptionError());
        ArrayNode families = root.putArray("families");
        for (Perturbation family : Perturbation.values()) {
            ObjectNode row = families.addObject();
            row.put("name", family.id());
            ArrayNode accuracies = row.putArray("accuracy");
            for (int severity = 1; severity <= Perturbation.SEVERITIES; severity++) {
                accuracies.add(report.accuracy(family, severity));
            }
            row.put("meanAccuracy", report.accuracy(family));
            put(row, "corruptionError", report.corruptionError(family));
            put(row, "relativeCorruptionError", report.relativeCorruptionError(family));
        }
        root.set("counts", counts(report));
        root.set(
                "baseline",
                report.baseline().<JsonNode>map(RobustnessJson::counts).orElseGet(JsonNodeFactory.instance::nullNode));
        return indented(root);
    }

    /** What a classifier gets right. */
    private static ObjectNode counts(RobustnessReport report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("parametersSha256", report.parametersSha256().orElse(null));
        node.put("clean", report.cleanCorrect());
        for (Perturbation family : Perturbation.values()) {
            ArrayNode row = node.putArray(family.id());
            for (int severity = 1; severity <= Perturbation.SEVERITIES; severity++) {
                row.add(report.correct(family, severity));
            }
        }
        return node;
    }

    static RobustnessReport read(String source, String json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    source + ": is not JSON (" + e.getOriginalMessage() + "); measure the robustness again", e);
        }
        Fields fields = new Fields(source, root);
        if (!FORMAT.equals(fields.text("/format"))) {
            throw fields.wrong("/format", FORMAT);
        }
        int testImages = fields.integer("/test/images", 1, Integer.MAX_VALUE);
        int images = fields.integer("/images", 1, testImages);
        RobustnessReport baseline =
                root.at("/baseline").isNull() ? null : report(fields, "/baseline", testImages, images, null);
        return report(fields, "/counts", testImages, images, baseline);
    }

    private static RobustnessReport report(
            Fields fields, String counts, int testImages, int images, @Nullable RobustnessReport baseline) {
        Map<Perturbation, List<Integer>> correct = new EnumMap<>(Perturbation.class);
        for (Perturbation family : Perturbation.values()) {
            List<Integer> row = new ArrayList<>();
            for (int severity = 1; severity <= Perturbation.SEVERITIES; severity++) {
                row.add(fields.integer(counts + "/" + family.id() + "/" + (severity - 1), 0, images));
            }
            correct.put(family, row);
        }
        String hash = counts + "/parametersSha256";
        return new RobustnessReport(
                fields.text("/test/name"),
                fields.text("/test/fingerprint"),
                testImages,
                images,
                fields.wholeNumber("/seed"),
                fields.root.at(hash).isNull() ? "" : fields.text(hash),
                fields.integer(counts + "/clean", 0, images),
                correct,
                baseline);
    }

    /** Typed values by JSON pointer. */
    private record Fields(String source, JsonNode root) {

        String text(String pointer) {
            if (!root.at(pointer).isTextual()) {
                throw wrong(pointer, "a string");
            }
            return root.at(pointer).textValue();
        }

        long wholeNumber(String pointer) {
            JsonNode value = root.at(pointer);
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw wrong(pointer, "a whole number");
            }
            return value.longValue();
        }

        int integer(String pointer, int least, int most) {
            JsonNode value = root.at(pointer);
            if (!value.isIntegralNumber()
                    || !value.canConvertToInt()
                    || value.intValue() < least
                    || value.intValue() > most) {
                throw wrong(pointer, "a whole number from " + least + " to " + most);
            }
            return value.intValue();
        }

        IllegalArgumentException wrong(String pointer, String expected) {
            JsonNode value = root.at(pointer);
            return new IllegalArgumentException(
                    source + ": " + pointer.substring(1).replace('/', '.') + ": expected "
                            + expected + ", was " + (value.isMissingNode() ? "missing" : value.toString())
                            + "; measure the robustness again");
        }
    }

    /** JSON has no NaN. */
    private static void put(ObjectNode node, String field, double value) {
        if (Double.isFinite(value)) {
            node.put(field, value);
        } else {
            node.putNull(field);
        }
    }

    private static String indented(JsonNode node) {
        Separators separators =
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return MAPPER.writer(printer).writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and texts can be written", e);
        }
    }
}
