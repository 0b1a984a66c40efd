package org.mnist4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** JSON for stdout: indented, and in ASCII, so that it does not depend on the terminal's encoding. */
final class JsonText {

    /** Matches the library: no space before a colon. */
    private static final PrettyPrinter INDENTED = new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .defaultPrettyPrinter(INDENTED)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private JsonText() {}

    static String of(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node) + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of numbers and strings can always be written", e);
        }
    }

    /** An object of the library with another one as its last field, both as the library writes them. */
    static String with(String object, String field, String value) {
        try {
            ObjectNode node = (ObjectNode) MAPPER.readTree(object);
            node.set(field, MAPPER.readTree(value));
            return of(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the library writes JSON", e);
        }
    }

    /** Fields and, after them, those of an object of the library. */
    static String followedBy(ObjectNode fields, String object) {
        try {
            return of(fields.setAll((ObjectNode) MAPPER.readTree(object)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the library writes JSON", e);
        }
    }

    /** Equivalent JSON in ASCII: only strings can contain other characters, and these are escaped. */
    static String inAscii(String json) {
        StringBuilder ascii = new StringBuilder(json.length());
        for (char c : json.toCharArray()) {
            if (c < 128) {
                ascii.append(c);
            } else {
                ascii.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
            }
        }
        return ascii.toString();
    }
}
