package org.mnist4j.config;

/**
 * One problem in a configuration.
 *
 * @param path the path of the value, the same in JSON and in Java, for instance {@code layers[2].units}; empty for the
 *     whole document
 * @param rule the rule that is broken
 * @param message what was expected, what was found and what to do
 */
public record ConfigProblem(String path, Rule rule, String message) {

    /** The rules that a configuration can break; the names are stable. */
    public enum Rule {
        /** The file cannot be read. */
        FILE,
        /** The bytes are not UTF-8, or a string is not valid Unicode. */
        ENCODING,
        /** The document, a number, a string or the nesting depth exceeds its limit. */
        LIMIT,
        /** The text is not JSON. */
        SYNTAX,
        /** There is content after the configuration. */
        TRAILING,
        /** A field appears twice in one object. */
        DUPLICATE_FIELD,
        /** The file's format version is newer than this release reads. */
        VERSION,
        /** The document is not a JSON object. */
        NOT_OBJECT,
        /** A field is unknown. */
        UNKNOWN_FIELD,
        /** A type of layer, optimizer or other part is unknown. */
        UNKNOWN_TYPE,
        /** A required field is missing. */
        MISSING,
        /** A field is null. */
        NULL,
        /** A value does not have the field's type. */
        TYPE,
        /** A number, length or count is out of bounds. */
        RANGE,
        /** A number is not finite. */
        NOT_FINITE,
        /** A value conflicts with another field. */
        CONFLICT,
        /** The network would have more parameters than can be trained here. */
        TOO_MANY_PARAMETERS,
        /** A layer does not fit the output of the layer before it. */
        SHAPE
    }

    @Override
    public String toString() {
        if (path.isEmpty()) {
            return message;
        }
        // "layers[2] (maxPool2d): ...": the layer's type is shown with the path but is not part of it.
        return message.startsWith("(") ? path + " " + message : path + ": " + message;
    }
}
