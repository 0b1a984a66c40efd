package org.mnist4j.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Generates the JSON Schema (draft 2020-12) of an experiment from its records and their descriptions: what {@link
 * TreeReader} reads and {@link ConfigRules} checks.
 *
 * <p>Each record and each sealed type is one definition. The variants of a sealed type are distinguished by the
 * constant in their {@code type}, which editors use for completion.
 */
final class JsonSchema {

    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String ID = "urn:mnist4j:experiment:" + SchemaVersion.CURRENT;
    /** At least one character that is not a space, and no control characters. */
    private static final String VISIBLE_LINE =
            "^ *[^ \\u0000-\\u001F\\u007F-\\u009F][^\\u0000-\\u001F\\u007F-\\u009F]*$";

    private final ObjectNode definitions = NODES.objectNode();

    JsonSchema() {}

    static String text() {
        return ConfigWriter.indented(new JsonSchema().document());
    }

    private ObjectNode document() {
        ObjectNode document = NODES.objectNode();
        document.put("$schema", DIALECT).put("$id", ID).put("title", "mnist4j experiment");
        document.setAll(experiment());
        document.set("$defs", definitions);
        return document;
    }

    /** The schema of an experiment, with the fields that belong to its file. */
    ObjectNode experiment() {
        ObjectNode experiment = record(ExperimentConfig.class);
        ObjectNode properties = NODES.objectNode();
        properties
                .putObject(SchemaVersion.SCHEMA_FIELD)
                .put("description", SchemaVersion.SCHEMA_DESCRIPTION)
                .put("type", "string");
        properties
                .putObject(SchemaVersion.FIELD)
                .put("description", SchemaVersion.DESCRIPTION)
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", SchemaVersion.CURRENT)
                .put("default", SchemaVersion.DEFAULT);
        properties.setAll((ObjectNode) experiment.get("properties"));
        experiment.set("properties", properties);
        return experiment;
    }

    /** The definitions that the schemas of this instance refer to. */
    ObjectNode definitions() {
        return definitions;
    }

    private ObjectNode record(Class<?> record) {
        ObjectNode schema = NODES.objectNode();
        Describe description = record.getAnnotation(Describe.class);
        if (description != null) {
            schema.put("description", description.value());
        }
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        if (ConfigSchema.belongsToVariant(record)) {
            properties.putObject("type").put("const", ConfigSchema.typeName(record));
            required.add("type");
        }
        for (RecordComponent component : record.getRecordComponents()) {
            properties.set(component.getName(), field(component));
            if (isRequired(component)) {
                required.add(component.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private static boolean isRequired(RecordComponent component) {
        Describe description = ConfigSchema.description(component);
        return description == null || description.defaultJson().isEmpty();
    }

    private ObjectNode field(RecordComponent component) {
        ObjectNode field = NODES.objectNode();
        Describe description = ConfigSchema.description(component);
        if (description != null) {
            field.put("description", description.value());
        }
        field.setAll(
                component.getType() == List.class
                        ? list(ConfigSchema.elementType(component), description)
                        : value(component.getType(), description));
        if (!isRequired(component)) {
            field.set("default", ConfigReader.parse(component.getName(), description.defaultJson()));
        }
        return field;
    }

    private ObjectNode list(Class<?> elementType, @Nullable Describe bounds) {
        ObjectNode list = NODES.objectNode().put("type", "array");
        putBound(list, "minItems", bounds == null ? Double.NaN : bounds.min());
        putBound(list, "maxItems", bounds == null ? Double.NaN : bounds.max());
        list.set("items", value(elementType, null));
        return list;
    }

    private ObjectNode value(Class<?> type, @Nullable Describe bounds) {
        if (type == boolean.class || type == Boolean.class) {
            return NODES.objectNode().put("type", "boolean");
        }
        if (type == int.class || type == Integer.class) {
            return number("integer", bounds, NODES.numberNode(Integer.MIN_VALUE), NODES.numberNode(Integer.MAX_VALUE));
        }
        if (type == long.class || type == Long.class) {
            return number("integer", bounds, NODES.numberNode(Long.MIN_VALUE), NODES.numberNode(Long.MAX_VALUE));
        }
        if (type == double.class || type == Double.class) {
            return number("number", bounds, null, null);
        }
        if (type == String.class) {
            ObjectNode text = NODES.objectNode().put("type", "string");
            putBound(text, "minLength", bounds == null ? Double.NaN : bounds.min());
            putBound(text, "maxLength", bounds == null ? Double.NaN : bounds.max());
            return text.put("pattern", VISIBLE_LINE);
        }
        if (type.isEnum()) {
            ObjectNode choice = NODES.objectNode().put("type", "string");
            ConfigSchema.names(type).keySet().forEach(choice.putArray("enum")::add);
            return choice;
        }
        return reference(type);
    }

    /** The bounds of the description, or those of the type where it has none. */
    private static ObjectNode number(
            String name, @Nullable Describe bounds, @Nullable JsonNode least, @Nullable JsonNode most) {
        ObjectNode number = NODES.objectNode().put("type", name);
        if (bounds != null && Double.isFinite(bounds.min())) {
            putBound(number, bounds.aboveMin() ? "exclusiveMinimum" : "minimum", bounds.min());
        } else if (least != null) {
            number.set("minimum", least);
        }
        if (bounds != null && Double.isFinite(bounds.max())) {
            putBound(number, bounds.belowMax() ? "exclusiveMaximum" : "maximum", bounds.max());
        } else if (most != null) {
            number.set("maximum", most);
        }
        return number;
    }

    private static void putBound(ObjectNode schema, String keyword, double bound) {
        if (Double.isFinite(bound)) {
            schema.set(keyword, bound == Math.rint(bound) ? NODES.numberNode((long) bound) : NODES.numberNode(bound));
        }
    }

    /** A reference to the definition of a record or sealed type, which is added if it is new. */
    ObjectNode reference(Class<?> type) {
        String name = type.getSimpleName();
        if (!definitions.has(name)) {
            definitions.putNull(name); // reserves the position and ends the recursion of a type that contains itself
            definitions.set(name, ConfigSchema.isVariant(type) ? variants(type) : record(type));
        }
        return NODES.objectNode().put("$ref", "#/$defs/" + name);
    }

    private ObjectNode variants(Class<?> sealedType) {
        Map<String, Class<?>> variants = ConfigSchema.variants(sealedType);
        ObjectNode schema = NODES.objectNode().put("type", "object");
        ObjectNode type = schema.putObject("properties").putObject("type");
        variants.keySet().forEach(type.putArray("enum")::add);
        schema.putArray("required").add("type");
        ArrayNode oneOf = schema.putArray("oneOf");
        variants.values().forEach(variant -> oneOf.add(reference(variant)));
        return schema;
    }
}
