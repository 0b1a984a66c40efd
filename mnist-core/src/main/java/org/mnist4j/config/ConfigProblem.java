package org.mnist4j.config;

/**
 * One thing wrong with a configuration.
 *
 * @param path where, in JSON and in Java alike, for instance {@code layers[2].units}; empty for the whole document
 * @param rule which rule is broken
 * @param message what was expected, what was found and what to do
 */
public record ConfigProblem(String path, Rule rule, String message) {

    /** The rules a configuration can break; the names are stable. */
    public enum Rule {
        /** The file cannot be read. */
        FILE,
        /** The bytes are not UTF-8, or a text is not valid Unicode. */
        ENCODING,
        /** The document, a number, a text or the nesting is larger than a configuration can be. */
        LIMIT,
        /** The text is not JSON. */
        SYNTAX,
        /** Something follows the configuration. */
        TRAILING,
        /** A field appears twice in one object. */
        DUPLICATE_FIELD,
        /** The file's format is newer than this release. */
        VERSION,
        /** The document is not a JSON object. */
        NOT_OBJECT,
        /** A field that no configuration has. */
        UNKNOWN_FIELD,
        /** A kind of layer, optimizer or loss that does not exist. */
        UNKNOWN_TYPE,
        /** A required field is left out. */
        MISSING,
        /** A field is null. */
        NULL,
        /** A value of another type than the field's. */
        TYPE,
        /** A number, length or count outside its bounds. */
        RANGE,
        /** A number too large to be finite. */
        NOT_FINITE,
        /** A value that another field does not go together with. */
        CONFLICT,
        /** The network would have more parameters than can be trained here. */
        TOO_MANY_PARAMETERS,
        /** A layer does not fit the output of the one before it. */
        SHAPE
    }

    @Override
    public String toString() {
        if (path.isEmpty()) {
            return message;
        }
        // "layers[2] (maxPool2d): ...": the kind of layer belongs to the place, but not to the path.
        return message.startsWith("(") ? path + " " + message : path + ": " + message;
    }
}
