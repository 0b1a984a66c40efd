package org.mnist4j.onnx;

import java.util.List;
import java.util.Map;
import org.mnist4j.model.Tensor;

/**
 * Writes ONNX's messages: nodes, initializers, inputs and outputs of one graph, then the model around it. The numbers
 * are those of the fields in {@code onnx.proto}.
 */
final class GraphWriter {

    /** ONNX 1.8 of 2020: the oldest version in which Softmax has one axis; every runtime since reads it. */
    static final int OPSET = 13;

    /** The version of the file format that came with that operator set. */
    static final int IR_VERSION = 7;

    private static final int INPUT = 11;
    private static final int OUTPUT = 12;

    private final ProtoMessage graph = new ProtoMessage();

    /** An attribute of a node. */
    static ProtoMessage integers(String name, int... values) {
        ProtoMessage attribute = new ProtoMessage().text(1, name);
        for (int value : values) {
            attribute.varint(8, value);
        }
        return attribute.varint(20, 7);
    }

    /** An attribute of a node. */
    static ProtoMessage integer(String name, int value) {
        return new ProtoMessage().text(1, name).varint(3, value).varint(20, 2);
    }

    /** An attribute of a node. */
    static ProtoMessage real(String name, double value) {
        return new ProtoMessage().text(1, name).float32(2, (float) value).varint(20, 1);
    }

    /** Adds a node that gives one value of the node's own name, which is returned. */
    String node(String name, String operator, List<String> inputs, ProtoMessage... attributes) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, name).text(3, name).text(4, operator);
        for (ProtoMessage attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node);
        return name;
    }

    /** Adds a tensor under another name than its own. */
    String tensor(String name, Tensor tensor) {
        return tensor(
                name,
                tensor.values(),
                tensor.shape().stream().mapToInt(side -> side).toArray());
    }

    /** Adds a tensor. */
    String tensor(String name, float[] values, int... shape) {
        ProtoMessage tensor = new ProtoMessage();
        for (int side : shape) {
            tensor.varint(1, side);
        }
        tensor.varint(2, ElementType.FLOAT.number).text(8, name).floats(9, values);
        graph.message(5, tensor);
        return name;
    }

    /** Declares an input of any number of images. */
    void input(String name, ElementType type, int... shapeOfOne) {
        value(INPUT, name, type, shapeOfOne);
    }

    /** Declares an output for any number of images. */
    void output(String name, ElementType type, int... shapeOfOne) {
        value(OUTPUT, name, type, shapeOfOne);
    }

    private void value(int field, String name, ElementType type, int... shapeOfOne) {
        ProtoMessage shape = new ProtoMessage().message(1, new ProtoMessage().text(2, "batch"));
        for (int side : shapeOfOne) {
            shape.message(1, new ProtoMessage().varint(1, side));
        }
        ProtoMessage tensor = new ProtoMessage().varint(1, type.number).message(2, shape);
        graph.message(field, new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor)));
    }

    /** The whole file; the graph gets no more nodes. */
    ProtoMessage model(String graphName, String producerVersion, Map<String, String> metadata) {
        graph.text(2, graphName);
        ProtoMessage opset = new ProtoMessage().text(1, "").varint(2, OPSET);
        ProtoMessage model = new ProtoMessage()
                .varint(1, IR_VERSION)
                .text(2, "mnist4j")
                .text(3, producerVersion)
                .message(7, graph);
        metadata.forEach((key, value) ->
                model.message(14, new ProtoMessage().text(1, key).text(2, value)));
        // Last, since a model without it is invalid: a file that was cut short is never valid.
        return model.message(8, opset);
    }
}
