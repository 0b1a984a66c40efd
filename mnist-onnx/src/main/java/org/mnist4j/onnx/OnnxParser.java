package org.mnist4j.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.ModelFormatException.Reason;

/**
 * Reads the messages of an ONNX file. The numbers are those of the fields in {@code onnx.proto}; what is not needed is
 * passed over, what would change the meaning and is not known here is refused, and everything is counted.
 */
final class OnnxParser {

    private static final int MAX_NODES = 10_000;
    private static final int MAX_NAME = 1000;
    private static final int MAX_LIST = 1000;
    private static final int MAX_METADATA = 1 << 21;

    private final String source;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<String, OnnxTensor> constants = new HashMap<>();
    private final List<OnnxValue> inputs = new ArrayList<>();
    private final List<OnnxValue> outputs = new ArrayList<>();
    private long opset;

    private OnnxParser(String source) {
        this.source = source;
    }

    /**
     * Reads a file's content.
     *
     * @throws ModelFormatException if it is not an ONNX file or has parts that are not supported
     */
    static OnnxModel parse(String source, byte[] bytes) {
        OnnxParser parser = new OnnxParser(source);
        parser.readModel(new ProtoReader(source, bytes));
        parser.inputs.removeIf(input -> parser.constants.containsKey(input.name()));
        return new OnnxModel(
                parser.opset,
                parser.metadata,
                parser.nodes,
                parser.constants,
                parser.inputs,
                parser.outputs,
                bytes.length);
    }

    private void readModel(ProtoReader model) {
        boolean hasGraph = false;
        while (model.next()) {
            switch (model.field()) {
                case 7 -> {
                    readGraph(model.once().message());
                    hasGraph = true;
                }
                case 8 -> readOpset(model.message());
                case 14 -> readMetadata(model.message());
                case 25 -> throw unsupported("it defines functions of its own; export it without them");
                default -> model.skip();
            }
        }
        if (!hasGraph) {
            throw structure("it has no graph; it is truncated or not an ONNX file");
        }
        if (opset == 0) {
            throw structure("it does not say which version of ONNX's operators it uses");
        }
    }

    private void readOpset(ProtoReader message) {
        String domain = "";
        long version = 0;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> domain = message.once().text(MAX_NAME);
                case 2 -> version = message.once().varint();
                default -> message.skip();
            }
        }
        if (OnnxOperators.isOwn(domain)) {
            if (opset != 0) {
                throw structure("it gives two versions of ONNX's operators");
            }
            if (version < OnnxOperators.OLDEST || version > OnnxOperators.NEWEST) {
                throw new ModelFormatException(
                        source,
                        Reason.VERSION,
                        "has version " + version + " of ONNX's operators, supported are " + OnnxOperators.OLDEST
                                + " to " + OnnxOperators.NEWEST + "; export it with another opset_version");
            }
            opset = version;
        }
    }

    private void readMetadata(ProtoReader message) {
        String key = "";
        String value = "";
        while (message.next()) {
            switch (message.field()) {
                case 1 -> key = message.once().text(MAX_NAME);
                case 2 -> value = message.once().text(MAX_METADATA);
                default -> message.skip();
            }
        }
        requireFewer(metadata.size(), MAX_NODES, "metadata entries");
        if (metadata.put(key, value) != null) {
            throw structure("it has two metadata entries " + key);
        }
    }

    private void readGraph(ProtoReader graph) {
        while (graph.next()) {
            switch (graph.field()) {
                case 1 -> {
                    requireFewer(nodes.size(), MAX_NODES, "nodes");
                    nodes.add(readNode(graph.message()));
                }
                case 5 -> {
                    requireFewer(constants.size(), MAX_NODES, "tensors");
                    OnnxTensor tensor = readTensor(graph.message());
                    if (tensor.name().isEmpty() || constants.put(tensor.name(), tensor) != null) {
                        throw structure("it has two tensors \"" + tensor.name() + "\", or one without a name");
                    }
                }
                case 11 -> {
                    requireFewer(inputs.size(), MAX_NODES, "inputs");
                    inputs.add(readValue(graph.message()));
                }
                case 12 -> {
                    requireFewer(outputs.size(), MAX_NODES, "outputs");
                    outputs.add(readValue(graph.message()));
                }
                case 15 -> throw unsupported("it has sparse tensors; export it with dense ones");
                default -> graph.skip();
            }
        }
    }

    private OnnxNode readNode(ProtoReader message) {
        List<String> from = new ArrayList<>();
        List<String> to = new ArrayList<>();
        Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
        String name = "";
        String operator = "";
        String domain = "";
        while (message.next()) {
            switch (message.field()) {
                case 1 -> addName(from, message, "inputs of a node");
                case 2 -> addName(to, message, "outputs of a node");
                case 3 -> name = message.once().text(MAX_NAME);
                case 4 -> operator = message.once().text(MAX_NAME);
                case 5 -> {
                    requireFewer(attributes.size(), MAX_LIST, "attributes of a node");
                    OnnxAttribute attribute = readAttribute(message.message());
                    if (attributes.put(attribute.name(), attribute) != null) {
                        throw structure("node \"" + name + "\" has two attributes " + attribute.name());
                    }
                }
                case 7 -> domain = message.once().text(MAX_NAME);
                default -> message.skip();
            }
        }
        return new OnnxNode(source, name, domain, operator, List.copyOf(from), List.copyOf(to), attributes);
    }

    private void addName(List<String> names, ProtoReader message, String what) {
        requireFewer(names.size(), MAX_LIST, what);
        names.add(message.text(MAX_NAME));
    }

    private OnnxAttribute readAttribute(ProtoReader message) {
        String name = "";
        @Nullable Long integer = null;
        @Nullable Float real = null;
        @Nullable String text = null;
        @Nullable OnnxTensor tensor = null;
        List<Long> integers = new ArrayList<>();
        long type = 0;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> name = message.once().text(MAX_NAME);
                case 2 -> real = message.once().float32();
                case 3 -> integer = message.once().varint();
                case 4 -> text = message.once().text(MAX_NAME);
                case 5 -> tensor = readTensor(message.once().message());
                case 8 ->
                    message.varints(value -> {
                        requireFewer(integers.size(), MAX_LIST, "numbers in an attribute");
                        integers.add(value);
                    });
                case 20 -> type = message.once().varint();
                default -> message.skip();
            }
        }
        // A writer leaves out a number that is zero; an empty list is nothing at all.
        return switch ((int) type) {
            case 1 -> new OnnxAttribute(name, null, real == null ? 0f : real, null, null, null);
            case 2 -> new OnnxAttribute(name, integer == null ? 0L : integer, null, null, null, null);
            case 3 -> new OnnxAttribute(name, null, null, text == null ? "" : text, null, null);
            case 4 -> new OnnxAttribute(name, null, null, null, null, tensor);
            case 7 -> new OnnxAttribute(name, null, null, null, List.copyOf(integers), null);
            default -> new OnnxAttribute(name, null, null, null, null, null);
        };
    }

    private OnnxTensor readTensor(ProtoReader message) {
        return TensorParser.parse(source, message, MAX_NAME);
    }

    private OnnxValue readValue(ProtoReader message) {
        String name = "";
        OnnxValue value = new OnnxValue("", 0, List.of(), false);
        while (message.next()) {
            switch (message.field()) {
                case 1 -> name = message.once().text(MAX_NAME);
                case 2 -> value = readType(message.once().message());
                default -> message.skip();
            }
        }
        return new OnnxValue(name, value.type(), value.dims(), value.hasShape());
    }

    private OnnxValue readType(ProtoReader message) {
        long element = 0;
        @Nullable List<Long> dims = null;
        while (message.next()) {
            if (message.field() != 1) { // something else than a tensor
                message.skip();
                continue;
            }
            ProtoReader tensor = message.once().message();
            while (tensor.next()) {
                switch (tensor.field()) {
                    case 1 -> element = tensor.once().varint();
                    case 2 -> dims = readShape(tensor.once().message());
                    default -> tensor.skip();
                }
            }
        }
        return new OnnxValue("", element, dims == null ? List.of() : List.copyOf(dims), dims != null);
    }

    private List<Long> readShape(ProtoReader message) {
        List<Long> dims = new ArrayList<>();
        while (message.next()) {
            if (message.field() != 1) {
                message.skip();
                continue;
            }
            requireFewer(dims.size(), TensorParser.MAX_DIMS, "dimensions");
            long side = OnnxValue.ANY;
            ProtoReader dimension = message.message();
            while (dimension.next()) {
                if (dimension.field() == 1) {
                    side = dimension.once().varint();
                    if (side < 0) {
                        throw structure("an input or output has a side of " + side);
                    }
                } else {
                    dimension.skip();
                }
            }
            // Some exporters write 0 for a side that is open.
            dims.add(side == 0 ? OnnxValue.ANY : side);
        }
        return dims;
    }

    private void requireFewer(int count, int allowed, String what) {
        if (count >= allowed) {
            throw unsupported("it has more than " + allowed + " " + what);
        }
    }

    private ModelFormatException structure(String what) {
        return new ModelFormatException(source, Reason.STRUCTURE, what);
    }

    private ModelFormatException unsupported(String what) {
        return new ModelFormatException(source, Reason.UNSUPPORTED, what);
    }
}
