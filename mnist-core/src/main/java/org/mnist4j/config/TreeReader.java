package org.mnist4j.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ConfigProblem.Rule;
import org.mnist4j.storage.PrintableText;

/**
 * Builds records from a JSON tree without any coercion. An invalid value is recorded as a problem with its path and
 * reading continues, so that one pass finds every problem; a method that returns null has recorded a problem.
 */
final class TreeReader {

    /** Reading stops after this many problems: a document of nonsense should not take longer than a configuration. */
    static final int ENOUGH_PROBLEMS = 1000;

    private static final JsonMapper MAPPER = new JsonMapper();

    private final List<ConfigProblem> problems;

    TreeReader(List<ConfigProblem> problems) {
        this.problems = problems;
    }

    @Nullable
    Object record(JsonNode node, Class<?> type, String path) {
        if (!node.isObject()) {
            return wrongType(path, "an object", node);
        }
        int before = problems.size();
        if (type == ExperimentConfig.class && !isReadableFile(node, path)) {
            return null;
        }
        reportUnknownFields(node, type, path);
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            values.add(field(node, component, path));
        }
        if (problems.size() > before) {
            return null;
        }
        return ConfigSchema.construct(type, values);
    }

    /**
     * Checks the fields that belong to the file; false if its version is newer, so that the other fields cannot be
     * interpreted.
     */
    private boolean isReadableFile(JsonNode node, String path) {
        JsonNode schema = node.get(SchemaVersion.SCHEMA_FIELD);
        if (schema != null && !schema.isTextual()) {
            wrongType(join(path, SchemaVersion.SCHEMA_FIELD), "a string", schema);
        }
        JsonNode version = node.get(SchemaVersion.FIELD);
        String versionPath = join(path, SchemaVersion.FIELD);
        if (version == null) {
            return true;
        }
        if (!version.isIntegralNumber()) {
            wrongType(versionPath, "a whole number without a point or exponent", version);
            return true;
        }
        if (SchemaVersion.isNewer(version.bigIntegerValue())) {
            note(versionPath, Rule.VERSION, SchemaVersion.newer(shorten(version.asText())));
            return false;
        }
        if (version.bigIntegerValue().signum() < 1) {
            note(versionPath, Rule.RANGE, "must be at least 1, was " + shorten(version.asText()));
        }
        return true;
    }

    private void reportUnknownFields(JsonNode node, Class<?> type, String path) {
        List<String> known = new ArrayList<>(Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
        if (ConfigSchema.belongsToVariant(type)) {
            known.add("type");
        }
        if (type == ExperimentConfig.class) {
            known.add(SchemaVersion.FIELD);
            known.add(SchemaVersion.SCHEMA_FIELD);
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = entry.getKey();
            if (problems.size() >= ENOUGH_PROBLEMS) {
                return;
            }
            if (!known.contains(name)) {
                note(join(path, shorten(name)), Rule.UNKNOWN_FIELD, "unknown field; " + Suggestion.of(name, known));
            }
        }
    }

    private @Nullable Object field(JsonNode parent, RecordComponent component, String path) {
        String fieldPath = join(path, component.getName());
        Describe description = ConfigSchema.description(component);
        JsonNode node = parent.get(component.getName());
        if (node == null) {
            if (description == null || description.defaultJson().isEmpty()) {
                return note(fieldPath, Rule.MISSING, ConfigRules.missing(description));
            }
            node = parseDefault(description.defaultJson());
        }
        if (node.isNull()) {
            return note(fieldPath, Rule.NULL, "must not be null; set a value or omit the field");
        }
        Object value = value(node, component, fieldPath);
        if (value != null && description != null) {
            ConfigProblem problem = ConfigRules.outOfBounds(fieldPath, description, value);
            if (problem != null) {
                problems.add(problem);
                return null;
            }
        }
        return value;
    }

    private @Nullable Object value(JsonNode node, RecordComponent component, String path) {
        Class<?> type = component.getType();
        if (type == int.class) {
            return node.isIntegralNumber() && node.canConvertToInt()
                    ? (Object) node.intValue()
                    : wholeNumber(path, node);
        }
        if (type == long.class) {
            return node.isIntegralNumber() && node.canConvertToLong()
                    ? (Object) node.longValue()
                    : wholeNumber(path, node);
        }
        if (type == double.class) {
            return node.isNumber() ? node.doubleValue() : wrongType(path, "a number", node);
        }
        if (type == boolean.class) {
            return node.isBoolean() ? node.booleanValue() : wrongType(path, "true or false", node);
        }
        if (type == String.class) {
            return node.isTextual() ? node.textValue() : wrongType(path, "a string", node);
        }
        if (type == List.class) {
            return list(node, ConfigSchema.elementType(component), path);
        }
        if (type.isEnum()) {
            return choice(node, type, path);
        }
        return ConfigSchema.isVariant(type) ? variant(node, type, path) : record(node, type, path);
    }

    private @Nullable Object wholeNumber(String path, JsonNode node) {
        return node.isIntegralNumber()
                ? note(path, Rule.RANGE, "is out of range for a whole number: " + shorten(node.asText()))
                : wrongType(path, "a whole number without a point or exponent", node);
    }

    private @Nullable Object list(JsonNode node, Class<?> elementType, String path) {
        if (!node.isArray()) {
            return wrongType(path, "a list [ ... ]", node);
        }
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            if (problems.size() >= ENOUGH_PROBLEMS) {
                elements.add(null);
                continue;
            }
            String elementPath = path + "[" + i + "]";
            elements.add(
                    node.get(i).isNull()
                            ? note(elementPath, Rule.NULL, "must not be null; set a value or remove it")
                            : variant(node.get(i), elementType, elementPath));
        }
        return elements;
    }

    private @Nullable Object choice(JsonNode node, Class<?> type, String path) {
        Map<String, JsonName> names = ConfigSchema.names(type);
        if (!node.isTextual()) {
            return wrongType(path, "one of " + Suggestion.quoted(names.keySet()), node);
        }
        JsonName choice = names.get(node.textValue());
        return choice != null
                ? choice
                : note(
                        path,
                        Rule.TYPE,
                        "must be one of " + Suggestion.quoted(names.keySet()) + ", was " + kind(node) + "; "
                                + Suggestion.of(node.textValue(), names.keySet()));
    }

    @Nullable
    Object variant(JsonNode node, Class<?> sealedType, String path) {
        Map<String, Class<?>> variants = ConfigSchema.variants(sealedType);
        if (!node.isObject()) {
            return wrongType(path, "an object with a \"type\"", node);
        }
        JsonNode type = node.get("type");
        if (type == null) {
            return note(
                    join(path, "type"),
                    Rule.MISSING,
                    "missing; it must be one of " + Suggestion.quoted(variants.keySet()));
        }
        if (!type.isTextual()) {
            return wrongType(join(path, "type"), "one of " + Suggestion.quoted(variants.keySet()), type);
        }
        Class<?> variant = variants.get(type.textValue());
        return variant != null
                ? record(node, variant, path)
                : note(
                        join(path, "type"),
                        Rule.UNKNOWN_TYPE,
                        "unknown type " + kind(type) + "; " + Suggestion.of(type.textValue(), variants.keySet()));
    }

    private @Nullable Object wrongType(String path, String expected, JsonNode node) {
        return note(path, Rule.TYPE, "must be " + expected + ", was " + kind(node));
    }

    private @Nullable Object note(String path, Rule rule, String message) {
        problems.add(new ConfigProblem(path, rule, message));
        return null;
    }

    private static JsonNode parseDefault(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a default is valid JSON: " + json, e);
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Describes a node for a message. */
    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "the string \"" + shorten(node.textValue()) + "\"";
            case NUMBER -> "the number " + shorten(node.asText());
            case BOOLEAN -> node.asText();
            default -> "null";
        };
    }

    /** Replaces control characters that a terminal would interpret. */
    static String visible(String text) {
        return PrintableText.of(text);
    }

    /** Makes text from outside safe for a message and short enough for a line. */
    static String shorten(String text) {
        String visible = visible(text);
        return visible.length() <= 60 ? visible : visible.substring(0, 57) + "...";
    }
}
