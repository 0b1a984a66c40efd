package org.mnist4j.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.mnist4j.random.RandomStream;

/** Graphs as other exporters write them, put together node by node; every node takes what the last one gave. */
final class TestGraph {

    private final RandomStream random = RandomStream.of(1, "test graph");
    private final ProtoMessage graph = new ProtoMessage().text(2, "test");
    private final int opset;
    private String last = "x";
    private int made;

    private TestGraph(int opset) {
        this.opset = opset;
    }

    /** A graph with the input {@code x}, {@code [batch, sides...]}. */
    static TestGraph of(int opset, ElementType type, int... sides) {
        TestGraph graph = new TestGraph(opset);
        graph.value(11, "x", type, sides);
        return graph;
    }

    private void value(int field, String name, ElementType type, int... sides) {
        ProtoMessage shape = new ProtoMessage().message(1, new ProtoMessage().text(2, "N"));
        for (int side : sides) {
            shape.message(1, new ProtoMessage().varint(1, side));
        }
        ProtoMessage tensor = new ProtoMessage().varint(1, type.number).message(2, shape);
        graph.message(field, new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor)));
    }

    /** A node on the last value and these constants. */
    TestGraph then(String operator, List<String> constants, ProtoMessage... attributes) {
        last = node(operator, last, constants, attributes);
        return this;
    }

    TestGraph then(String operator, ProtoMessage... attributes) {
        return then(operator, List.of(), attributes);
    }

    /** A node on any value, for instance {@code ""} for none; returns the name of what it gives. */
    String node(String operator, String on, List<String> more, ProtoMessage... attributes) {
        String output = "v" + made++;
        ProtoMessage node = new ProtoMessage();
        if (!on.isEmpty()) {
            node.text(1, on);
        }
        more.forEach(input -> node.text(1, input));
        node.text(2, output).text(4, operator);
        for (ProtoMessage attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node);
        return output;
    }

    /** The name of the last value. */
    String last() {
        return last;
    }

    /** A constant of random values, as large as an initializer draws them. */
    String random(int... shape) {
        double bound = shape.length < 2 ? 0.5 : Math.sqrt(6.0 * shape[0] / Flow.product(shape));
        float[] values = new float[Flow.product(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        return floats(values, shape);
    }

    String floats(float[] values, int... shape) {
        String name = "c" + made++;
        ProtoMessage tensor = new ProtoMessage();
        for (int side : shape) {
            tensor.varint(1, side);
        }
        graph.message(
                5, tensor.varint(2, ElementType.FLOAT.number).text(8, name).floats(9, values));
        return name;
    }

    /** A constant of whole numbers, in the field for them as Python's onnx.helper writes it. */
    String integers(long... values) {
        String name = "c" + made++;
        ProtoMessage tensor = new ProtoMessage().varint(1, values.length).varint(2, ElementType.INT64.number);
        for (long value : values) {
            tensor.varint(7, value);
        }
        graph.message(5, tensor.text(8, name));
        return name;
    }

    /** The file, with the last value as output. */
    byte[] toBytes() {
        value(12, last, ElementType.FLOAT, 10);
        ProtoMessage model = new ProtoMessage()
                .varint(1, opset < 13 ? 6 : 7)
                .text(2, "test")
                .message(7, graph)
                .message(8, new ProtoMessage().varint(2, opset));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            model.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
