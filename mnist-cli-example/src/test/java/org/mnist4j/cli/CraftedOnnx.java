package org.mnist4j.cli;

import static org.mnist4j.cli.TestBytes.joined;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** ONNX files by the byte: every message of Protocol Buffers is put together here, so that each of them can be wrong. */
final class CraftedOnnx {

    static final byte[] NOTHING = {};

    private CraftedOnnx() {}

    static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    static byte[] number(int field, long value) {
        return joined(varint((long) field << 3), varint(value));
    }

    /** A text, an array or a message. */
    static byte[] field(int number, byte[]... content) {
        byte[] all = joined(content);
        return joined(varint((long) number << 3 | 2), varint(all.length), all);
    }

    static byte[] text(int field, String value) {
        return field(field, value.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] real(String name, float value) {
        byte[] bits = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
        return field(5, text(1, name), varint(2 << 3 | 5), bits, number(20, 1));
    }

    static byte[] integer(String name, long value) {
        return field(5, text(1, name), number(3, value), number(20, 2));
    }

    static byte[] word(String name, String value) {
        return field(5, text(1, name), text(4, value), number(20, 3));
    }

    static byte[] integers(String name, long... values) {
        byte[] all = NOTHING;
        for (long value : values) {
            all = joined(all, number(8, value));
        }
        return field(5, text(1, name), all, number(20, 7));
    }

    /** A node, its inputs separated by spaces, and its attributes. */
    static byte[] node(String operator, String inputs, String output, byte[]... attributes) {
        byte[] names = NOTHING;
        for (String input : inputs.isEmpty() ? new String[0] : inputs.split(" ")) {
            names = joined(names, text(1, input));
        }
        return field(1, names, text(2, output), text(4, operator), joined(attributes));
    }

    /** A tensor of zeros with any dimensions, type and number of bytes. */
    static byte[] tensor(String name, int type, int rawBytes, long... dims) {
        return field(5, dims(dims), number(2, type), text(8, name), field(9, new byte[rawBytes]));
    }

    static byte[] dims(long... dims) {
        byte[] all = NOTHING;
        for (long side : dims) {
            all = joined(all, number(1, side));
        }
        return all;
    }

    /** A tensor of floats that are all the same. */
    static byte[] floats(String name, float value, int... dims) {
        int size = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        ByteBuffer raw = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            raw.putFloat(value);
        }
        long[] sides = Arrays.stream(dims).asLongStream().toArray();
        return field(5, dims(sides), number(2, 1), text(8, name), field(9, raw.array()));
    }

    /** A vector of whole numbers. */
    static byte[] whole(String name, long... values) {
        byte[] packed = NOTHING;
        for (long value : values) {
            packed = joined(packed, varint(value));
        }
        return field(5, number(1, values.length), number(2, 7), field(7, packed), text(8, name));
    }

    /** An input, field 11, or output, field 12; sides of 0 are open. */
    static byte[] value(int field, String name, int type, long... sides) {
        byte[] shape = NOTHING;
        for (long side : sides) {
            shape = joined(shape, side == 0 ? field(1, text(2, "N")) : field(1, number(1, side)));
        }
        return field(field, text(1, name), field(2, field(1, number(1, type), field(2, shape))));
    }

    static byte[] opset(long version) {
        return field(8, number(2, version));
    }

    static byte[] model(byte[]... graph) {
        return joined(number(1, 7), field(7, graph), opset(13));
    }

    /** The parts of a graph that is read, by name, in their order; each can be replaced. */
    static byte[] graph(Map<String, byte[]> instead) {
        byte[] all = NOTHING;
        String[] names = {"input", "white", "weights", "bias", "divide", "flatten", "dense", "last", "output"};
        byte[][] parts = {
            value(11, "x", 1, 0, 1, 4, 4),
            floats("white", 255),
            floats("w", 0.1f, 2, 16),
            floats("b", 0.1f, 2),
            node("Div", "x white", "unit"),
            node("Flatten", "unit", "flat"),
            node("Gemm", "flat w b", "logits", integer("transB", 1)),
            NOTHING,
            value(12, "logits", 1, 0, 2)
        };
        for (int i = 0; i < parts.length; i++) {
            all = joined(all, instead.getOrDefault(names[i], parts[i]));
        }
        if (!Arrays.asList(names).containsAll(instead.keySet())) {
            throw new IllegalArgumentException(instead.keySet() + " are not all parts of the graph");
        }
        return model(all);
    }

    /** The graph with one part replaced. */
    static byte[] with(String part, byte[]... replacement) {
        return graph(Map.of(part, joined(replacement)));
    }

    /** The graph with nodes in place of the flattening, which must give {@code flat}, and constants for them. */
    static byte[] before(byte[]... nodesAndTensors) {
        return with("flatten", nodesAndTensors);
    }
}
