package org.mnist4j.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.mnist4j.run.RunFormatException.Reason;

/** One JSON object read field by field, without any coercion; fields left over at the end are an error. */
final class JsonFields {

    private final String file;
    private final String path;
    private final ObjectNode node;
    private final boolean unknownAllowed;
    private final Set<String> requested = new HashSet<>();

    /**
     * @param file for messages
     * @param path the path of the object; empty for the whole file
     * @param unknownAllowed whether unknown fields are accepted
     */
    JsonFields(String file, String path, ObjectNode node, boolean unknownAllowed) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.unknownAllowed = unknownAllowed;
    }

    /** Constructs a value from the fields; a value that its constructor refuses is an error of this object. */
    <T> T make(Supplier<T> maker) {
        T made;
        try {
            made = maker.get();
        } catch (IllegalArgumentException e) {
            throw new RunFormatException(file, path, Reason.FIELD, String.valueOf(e.getMessage()), e);
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!requested.contains(name) && !unknownAllowed) {
                throw wrong(Text.visible(name), "is not a manifest field; remove it");
            }
        });
        return made;
    }

    String text(String name) {
        JsonNode value = value(name);
        if (!value.isTextual() || !Text.isUnicode(value.textValue())) {
            throw wrongType(name, "a string", value);
        }
        return value.textValue();
    }

    /** Empty without the field. */
    Optional<String> textIfPresent(String name) {
        return node.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** One of the constants, by its exact name. */
    <E extends Enum<E>> E constant(String name, E[] constants) {
        JsonNode value = value(name);
        return Arrays.stream(constants)
                .filter(constant -> constant.name().equals(value.textValue()))
                .findFirst()
                .orElseThrow(() -> wrongType(name, "one of " + Arrays.toString(constants), value));
    }

    boolean truth(String name) {
        JsonNode value = value(name);
        if (!value.isBoolean()) {
            throw wrongType(name, "true or false", value);
        }
        return value.booleanValue();
    }

    int integer(String name) {
        JsonNode value = value(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrongType(name, "a whole number of at most 2147483647", value);
        }
        return value.intValue();
    }

    long wholeNumber(String name) {
        JsonNode value = value(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrongType(name, "a whole number", value);
        }
        return value.longValue();
    }

    double number(String name) {
        JsonNode value = value(name);
        if (!value.isNumber()) {
            throw wrongType(name, "a number", value);
        }
        return value.doubleValue();
    }

    /** Empty for an explicit null. */
    OptionalDouble numberOrNull(String name) {
        return value(name).isNull() ? OptionalDouble.empty() : OptionalDouble.of(number(name));
    }

    JsonFields object(String name) {
        return child(at(name), value(name));
    }

    /** Empty for an explicit null. */
    Optional<JsonFields> objectOrNull(String name) {
        JsonNode value = value(name);
        return value.isNull() ? Optional.empty() : Optional.of(child(at(name), value));
    }

    List<JsonFields> objects(String name) {
        JsonNode list = list(name);
        return IntStream.range(0, list.size())
                .mapToObj(i -> child(at(name) + "[" + i + "]", list.get(i)))
                .toList();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list(name)) {
            if (!element.isTextual() || !Text.isUnicode(element.textValue())) {
                throw wrongType(name + "[" + texts.size() + "]", "a string", element);
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** A part that another reader handles. */
    ObjectNode tree(String name) {
        return child(at(name), value(name)).node;
    }

    RunFormatException wrong(String name, String message) {
        return new RunFormatException(file, at(name), Reason.FIELD, message);
    }

    private JsonNode list(String name) {
        JsonNode value = value(name);
        if (!value.isArray()) {
            throw wrongType(name, "a list [ ... ]", value);
        }
        return value;
    }

    private JsonNode value(String name) {
        requested.add(name);
        JsonNode value = node.get(name);
        if (value == null) {
            throw wrong(name, "is missing");
        }
        return value;
    }

    private JsonFields child(String childPath, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return new JsonFields(file, childPath, object, unknownAllowed);
        }
        throw new RunFormatException(
                file, childPath, Reason.FIELD, "expected an object { ... }, was " + Text.visible(value.toString()));
    }

    private RunFormatException wrongType(String name, String expected, JsonNode value) {
        return wrong(name, "expected " + expected + ", was " + Text.visible(value.toString()));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
