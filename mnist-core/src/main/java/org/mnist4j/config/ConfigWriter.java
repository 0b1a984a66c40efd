package org.mnist4j.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * Writes a record tree as JSON: fields in the order of the record, after {@code type}; an experiment's fields follow
 * the format version.
 */
final class ConfigWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    // The JDK's formatting of doubles differs between versions, which would change the hash.
    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build());

    private ConfigWriter() {}

    static String indented(ExperimentConfig config) {
        return indented(node(config));
    }

    static String indented(JsonNode node) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators =
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators)
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
        return write(MAPPER.writer(printer), node) + "\n";
    }

    static String compact(ExperimentConfig config) {
        return compact(node(config));
    }

    static String compact(JsonNode node) {
        return write(MAPPER.writer(), node);
    }

    private static String write(ObjectWriter writer, JsonNode node) {
        try {
            return writer.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of plain nodes can always be written", e);
        }
    }

    /** The JSON tree of a record, list, enum constant, string, number or boolean. */
    static JsonNode node(Object value) {
        if (value instanceof Record record) {
            ObjectNode object = NODES.objectNode();
            if (record instanceof ExperimentConfig) {
                object.put(SchemaVersion.FIELD, SchemaVersion.CURRENT);
            }
            if (ConfigSchema.belongsToVariant(record.getClass())) {
                object.put("type", ConfigSchema.typeName(record.getClass()));
            }
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                object.set(component.getName(), node(ConfigSchema.get(component, record)));
            }
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(element -> array.add(node(element)));
            return array;
        }
        if (value instanceof JsonName choice) {
            return NODES.textNode(choice.jsonName());
        }
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Long number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Double number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        throw new IllegalArgumentException(
                "expected a number, string, boolean, enum constant or part of a configuration, was "
                        + value.getClass().getName());
    }
}
