package org.mnist4j.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.ModelFormatException.Reason;

/**
 * A node of the graph.
 *
 * @param source the file, for messages
 * @param inputs names of values; empty where an optional one is left out
 */
record OnnxNode(
        String source,
        String name,
        String domain,
        String operator,
        List<String> inputs,
        List<String> outputs,
        Map<String, OnnxAttribute> attributes) {

    /** The only output that is used; others, such as masks and indices, must not be asked for. */
    String output() {
        if (outputs.isEmpty()
                || outputs.get(0).isEmpty()
                || outputs.stream().skip(1).anyMatch(other -> !other.isEmpty())) {
            throw unsupported("it has the outputs " + outputs + ", supported is one");
        }
        return outputs.get(0);
    }

    /** The name of an input, or nothing if it is left out. */
    String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "";
    }

    /** Refuses a node with any attribute but these, since it might change what the operator does. */
    void requireKnown(String... known) {
        for (String attribute : attributes.keySet()) {
            if (!Arrays.asList(known).contains(attribute)) {
                throw unsupported("it has the attribute " + attribute + ", supported are " + Arrays.toString(known));
            }
        }
    }

    /** Refuses a node whose attribute is there and is not this number. */
    void require(String attribute, long value) {
        long actual = integer(attribute, value);
        if (actual != value) {
            throw unsupported(attribute + " is " + actual + ", supported is " + value);
        }
    }

    long integer(String attribute, long otherwise) {
        OnnxAttribute found = attributes.get(attribute);
        return found == null ? otherwise : present(attribute, found.integer());
    }

    float real(String attribute, float otherwise) {
        OnnxAttribute found = attributes.get(attribute);
        return found == null ? otherwise : present(attribute, found.real());
    }

    String text(String attribute, String otherwise) {
        OnnxAttribute found = attributes.get(attribute);
        return found == null ? otherwise : present(attribute, found.text());
    }

    /** A list of numbers within [-2^31, 2^31). */
    int[] integers(String attribute, int... otherwise) {
        OnnxAttribute found = attributes.get(attribute);
        if (found == null) {
            return otherwise;
        }
        List<Long> list = present(attribute, found.integers());
        for (long value : list) {
            if ((int) value != value) {
                throw malformed(attribute + " has a value of " + value);
            }
        }
        return list.stream().mapToInt(Long::intValue).toArray();
    }

    private <T> T present(String attribute, @Nullable T value) {
        if (value == null) {
            throw malformed("its attribute " + attribute + " has another type than ONNX gives it");
        }
        return value;
    }

    /** Something that ONNX allows and this library has no counterpart for. */
    ModelFormatException unsupported(String what) {
        return problem(Reason.UNSUPPORTED, what);
    }

    /** Something that ONNX does not allow. */
    ModelFormatException malformed(String what) {
        return problem(Reason.STRUCTURE, what);
    }

    /** A tensor that does not fit. */
    ModelFormatException misfit(String what) {
        return problem(Reason.TENSOR, what);
    }

    private ModelFormatException problem(Reason reason, String what) {
        return new ModelFormatException(source, reason, this + ": " + what);
    }

    /** For messages: {@code node "/conv1/Conv" (Conv)}. */
    @Override
    public String toString() {
        String shown = !name.isEmpty() ? name : outputs.isEmpty() ? "" : outputs.get(0);
        return "node \"" + (shown.length() > 100 ? shown.substring(0, 100) + "..." : shown) + "\" ("
                + (operator.length() > 50 ? operator.substring(0, 50) + "..." : operator) + ")";
    }
}
