package org.mnist4j.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ConfigProblem.Rule;

/**
 * Builds records from a JSON tree without any coercion. A wrong value is noted with its path and reading goes on, so
 * that one reading finds every problem; a method that returns null has noted why.
 */
final class TreeReader {

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

    private void reportUnknownFields(JsonNode node, Class<?> type, String path) {
        List<String> known = new ArrayList<>(Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
        if (ConfigSchema.belongsToVariant(type)) {
            known.add("type");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = entry.getKey();
            if (!known.contains(name) && !(path.isEmpty() && name.equals("$schema"))) {
                note(join(path, shorten(name)), Rule.UNKNOWN_FIELD, "unknown field; " + suggestion(name, known));
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
            return note(fieldPath, Rule.NULL, "must not be null; give a value or leave the field out");
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
        if (type == String.class) {
            return node.isTextual() ? node.textValue() : wrongType(path, "a text", node);
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
                ? note(path, Rule.RANGE, "is too large a whole number: " + shorten(node.asText()))
                : wrongType(path, "a whole number without a point or exponent", node);
    }

    private @Nullable Object list(JsonNode node, Class<?> elementType, String path) {
        if (!node.isArray()) {
            return wrongType(path, "a list [ ... ]", node);
        }
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            String elementPath = path + "[" + i + "]";
            elements.add(
                    node.get(i).isNull()
                            ? note(elementPath, Rule.NULL, "must not be null; give a value or leave it out")
                            : variant(node.get(i), elementType, elementPath));
        }
        return elements;
    }

    private @Nullable Object choice(JsonNode node, Class<?> type, String path) {
        Map<String, JsonName> names = ConfigSchema.names(type);
        if (!node.isTextual()) {
            return wrongType(path, "one of " + quoted(names.keySet()), node);
        }
        JsonName choice = names.get(node.textValue());
        return choice != null
                ? choice
                : note(
                        path,
                        Rule.TYPE,
                        "must be one of " + quoted(names.keySet()) + ", was " + kind(node) + "; "
                                + suggestion(node.textValue(), names.keySet()));
    }

    private @Nullable Object variant(JsonNode node, Class<?> sealedType, String path) {
        Map<String, Class<?>> variants = ConfigSchema.variants(sealedType);
        if (!node.isObject()) {
            return wrongType(path, "an object with a \"type\"", node);
        }
        JsonNode type = node.get("type");
        if (type == null) {
            return note(join(path, "type"), Rule.MISSING, "missing; it must be one of " + quoted(variants.keySet()));
        }
        if (!type.isTextual()) {
            return wrongType(join(path, "type"), "one of " + quoted(variants.keySet()), type);
        }
        Class<?> variant = variants.get(type.textValue());
        return variant != null
                ? record(node, variant, path)
                : note(
                        join(path, "type"),
                        Rule.UNKNOWN_TYPE,
                        "unknown type " + kind(type) + "; " + suggestion(type.textValue(), variants.keySet()));
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

    private static String quoted(Collection<String> names) {
        return String.join(", ", names.stream().map(name -> '"' + name + '"').toList());
    }

    /** A node in words for a message. */
    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "the text \"" + shorten(node.textValue()) + "\"";
            case NUMBER -> "the number " + shorten(node.asText());
            case BOOLEAN -> node.asText();
            default -> "null";
        };
    }

    private static String shorten(String text) {
        String visible = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return visible.length() <= 60 ? visible : visible.substring(0, 57) + "...";
    }

    /** The known name nearest to what was written, or all of them. */
    private static String suggestion(String written, Collection<String> known) {
        String nearest = null;
        int least = 3;
        for (String name : known) {
            int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return nearest != null ? "did you mean \"" + nearest + "\"?" : "known are " + quoted(known);
    }

    /** Levenshtein's edit distance; long texts count as far away. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 3) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
