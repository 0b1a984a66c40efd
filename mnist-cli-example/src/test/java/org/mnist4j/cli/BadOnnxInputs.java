package org.mnist4j.cli;

import static org.mnist4j.cli.CraftedOnnx.before;
import static org.mnist4j.cli.CraftedOnnx.dims;
import static org.mnist4j.cli.CraftedOnnx.field;
import static org.mnist4j.cli.CraftedOnnx.floats;
import static org.mnist4j.cli.CraftedOnnx.integer;
import static org.mnist4j.cli.CraftedOnnx.integers;
import static org.mnist4j.cli.CraftedOnnx.node;
import static org.mnist4j.cli.CraftedOnnx.number;
import static org.mnist4j.cli.CraftedOnnx.opset;
import static org.mnist4j.cli.CraftedOnnx.real;
import static org.mnist4j.cli.CraftedOnnx.tensor;
import static org.mnist4j.cli.CraftedOnnx.text;
import static org.mnist4j.cli.CraftedOnnx.value;
import static org.mnist4j.cli.CraftedOnnx.varint;
import static org.mnist4j.cli.CraftedOnnx.whole;
import static org.mnist4j.cli.CraftedOnnx.with;
import static org.mnist4j.cli.CraftedOnnx.word;
import static org.mnist4j.cli.TestBytes.ascii;
import static org.mnist4j.cli.TestBytes.joined;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mnist4j.onnx.OnnxExport;

/** ONNX files that are damaged, that break the format, or whose graph is not one of this library's networks. */
final class BadOnnxInputs {

    private static final String STRUCTURE = "STRUCTURE";
    private static final String TENSOR = "TENSOR";
    private static final String UNSUPPORTED = "UNSUPPORTED";

    private final List<BadInput> inputs = new ArrayList<>();
    private final byte[] good = CraftedOnnx.graph(Map.of());

    private BadOnnxInputs() {}

    static List<BadInput> all() {
        BadOnnxInputs all = new BadOnnxInputs();
        all.addForeignFiles();
        all.addMessages();
        all.addModels();
        all.addTensors();
        all.addConnections();
        all.addOperators();
        all.addAttributes();
        all.addShapes();
        all.addInputsAndOutputs();
        all.addBombs();
        all.addValues();
        return all.inputs;
    }

    private void add(String id, String what, BadInput.Maker maker, String reason, String message) {
        inputs.add(new BadInput(id, what, BadInput.Kind.ONNX, maker, reason, List.of(message)));
    }

    private void bytes(String id, String what, byte[] content, String reason, String message) {
        add(id, what, file -> Files.write(file, content), reason, message);
    }

    private void addForeignFiles() {
        String foreign = "NOT_A_MODEL";
        bytes("O01", "empty", new byte[0], foreign, "is empty; copy or download it again");
        bytes("O01", "text", ascii("<html>503</html>"), foreign, "is not an ONNX file");
        bytes("O01", "zip", ascii("PK\3\4\0\0\0\0\0\0"), foreign, "is a zip file, as torch.save and Keras write");
        bytes("O01", "HDF5", ascii("\u0089HDF\r\n\u001a\n"), foreign, "is an HDF5 file, perhaps written by Keras");
        bytes("O01", "LFS", ascii("version https://git-lfs.github.com/spec/v1\n"), foreign, "is a Git LFS pointer");
        bytes("O01", "model", CraftedModel.bytes(), foreign, "is a safetensors file and not an ONNX file");
        for (OddFile odd : OddFile.all()) {
            add("O02", odd.what(), odd.maker(), "FILE", odd.said("is not a regular file", "file not found"));
        }
    }

    private void addMessages() {
        bytes("O03", "half", Arrays.copyOf(good, good.length / 2), STRUCTURE, "it is truncated, damaged or not");
        bytes("O03", "one byte less", Arrays.copyOf(good, good.length - 1), STRUCTURE, "but only 1 follow");
        bytes("O04", "field 0", joined(good, new byte[] {0, 0}), STRUCTURE, "a field has the number 0");
        bytes("O04", "a group", joined(good, varint(99 << 3 | 3)), STRUCTURE, "field 99 has the unknown type 3");
        byte[] endless = new byte[12];
        Arrays.fill(endless, (byte) 0xFF);
        bytes(
                "O04",
                "endless number",
                joined(good, varint(5 << 3), endless),
                STRUCTURE,
                "does not end after ten bytes");
        byte[] graphTag = varint(7 << 3 | 2);
        bytes("O04", "2 GiB", joined(number(1, 7), graphTag, varint(1L << 31)), STRUCTURE, "has 2147483648 bytes, but");
        bytes(
                "O04",
                "-1 bytes",
                joined(number(1, 7), graphTag, varint(-1)),
                STRUCTURE,
                "has 18446744073709551615 bytes");
        bytes("O04", "a number for a graph", joined(number(1, 7), number(7, 7)), STRUCTURE, "has type 0 instead of 2");
        bytes("O04", "two graphs", joined(good, field(7, new byte[0])), STRUCTURE, "field 7 appears twice");
        byte[] overlong = field(1, field(3, new byte[] {(byte) 0xC0, (byte) 0x80}));
        bytes("O04", "not UTF-8", with("last", overlong), STRUCTURE, "a text is not valid UTF-8");
        byte[] longName = node("Relu", "logits", "y".repeat(1_000_000));
        bytes(
                "O04",
                "a name of a million letters",
                with("last", longName),
                STRUCTURE,
                "1000000 bytes, more than the 1000");
    }

    private void addModels() {
        bytes("O05", "no graph", joined(number(1, 7), opset(13)), STRUCTURE, "it has no graph");
        byte[] noOpset = Arrays.copyOf(good, good.length - opset(13).length);
        bytes("O05", "no operator set", noOpset, STRUCTURE, "does not say which version of ONNX's operators");
        bytes("O05", "two operator sets", joined(good, opset(13)), STRUCTURE, "it gives two versions");
        for (long version : new long[] {6, 99, -1, Long.MIN_VALUE}) {
            bytes(
                    "O06",
                    "operators of " + version,
                    joined(noOpset, opset(version)),
                    "VERSION",
                    "has version " + version + " of ONNX's operators, supported are 7 to 24");
        }
        bytes(
                "O07",
                "functions",
                joined(good, field(25, text(1, "f"))),
                UNSUPPORTED,
                "it defines functions of its own");
        bytes("O07", "sparse tensors", with("last", field(15, new byte[0])), UNSUPPORTED, "it has sparse tensors");
    }

    private void weights(String id, String what, byte[] tensor, String reason, String message) {
        bytes(id, what, with("weights", tensor), reason, message);
    }

    private void addTensors() {
        String room = "which no file has room for";
        weights("O08", "a side of -1", tensor("w", 1, 8, -1, 2), TENSOR, room);
        weights("O08", "2^62 values", tensor("w", 1, 8, 1L << 31, 1L << 31), TENSOR, room);
        weights("O08", "2^64 + 2 values", tensor("w", 1, 8, 1L << 32, (1L << 32) + 2), TENSOR, room);
        weights("O08", "2^31 - 1 values", tensor("w", 1, 8, Integer.MAX_VALUE), TENSOR, "but 8 are there");
        weights("O08", "a value less", tensor("w", 1, 4 * 31, 2, 16), TENSOR, "for 128 bytes, but 124 are there");
        weights("O08", "a byte more", tensor("w", 1, 129, 2, 16), TENSOR, "for 128 bytes, but 129 are there");
        weights("O08", "no values", tensor("w", 1, 0, 2, 0), TENSOR, "has no values");
        byte[] head = joined(dims(2, 16), number(2, 1), text(8, "w"));
        weights("O08", "half a float", field(5, head, field(4, new byte[3])), STRUCTURE, "has a value cut short");
        byte[] both = field(5, head, field(4, new byte[128]), field(9, new byte[128]));
        weights("O08", "values twice", both, STRUCTURE, "has its values twice");
        weights("O08", "integers", field(5, head, field(7, new byte[32])), STRUCTURE, "values of another type");
        weights("O08", "one value", field(5, head, field(4, new byte[4])), TENSOR, "for 32 values, but has 1");
        weights("O08", "nine dimensions", tensor("w", 1, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1), UNSUPPORTED, "more than 8 dim");
        byte[] twice = joined(floats("w", 1, 2, 16), floats("w", 1, 2, 16));
        weights("O08", "a name twice", twice, STRUCTURE, "it has two tensors \"w\"");
        byte[] outside = field(5, head, field(13, text(1, "location"), text(2, "/etc/passwd")), number(14, 1));
        weights("O09", "another file", outside, UNSUPPORTED, "is stored in another file, which is not read");
        weights("O09", "another place", field(5, head, number(14, 1)), UNSUPPORTED, "is stored in another file");
        weights("O09", "segments", field(5, head, field(3, number(1, 0))), UNSUPPORTED, "is stored in segments");
        weights(
                "O09",
                "halves",
                tensor("w", 10, 64, 2, 16),
                UNSUPPORTED,
                "must be of type FLOAT; export it in float32");
        weights("O09", "doubles", tensor("w", 11, 256, 2, 16), UNSUPPORTED, "w, DOUBLE [2, 16]");
        weights("O09", "type 77", tensor("w", 77, 0, 2, 16), UNSUPPORTED, "w, type 77 [2, 16]");
    }

    private void last(String id, String what, String reason, String message, byte[]... nodes) {
        bytes(id, what, with("last", nodes), reason, message);
    }

    private void addConnections() {
        bytes("O10", "no weights", with("weights"), STRUCTURE, "its input \"w\" is neither a tensor nor given by");
        bytes("O10", "no value", before(node("Flatten", "unlt", "flat")), STRUCTURE, "its input \"unlt\" is neither");
        byte[] cycle = joined(node("Relu", "b2", "a2"), node("Relu", "a2", "b2"), node("Flatten", "unit", "flat"));
        bytes("O10", "a cycle", before(cycle), STRUCTURE, "node \"a2\" (Relu): its input \"b2\" is neither");
        bytes("O10", "itself", before(node("Flatten", "flat", "flat")), STRUCTURE, "its input \"flat\" is neither");
        last("O10", "a value twice", STRUCTURE, "its output \"flat\" is there already", node("Relu", "logits", "flat"));
        last(
                "O10",
                "no output",
                UNSUPPORTED,
                "it has the outputs [], supported is one",
                field(1, text(1, "logits"), text(4, "Relu")));
        byte[] mask = field(1, text(1, "logits"), text(2, "y"), text(2, "mask"), text(4, "Dropout"));
        last("O10", "two outputs", UNSUPPORTED, "it has the outputs [y, mask]", mask);
        last("O11", "a sum of branches", UNSUPPORTED, "(Add): it joins two branches", node("Add", "logits flat", "y"));
        last("O11", "a branch", UNSUPPORTED, "(Relu): it begins a branch", node("Relu", "flat", "y"));
        last(
                "O11",
                "a node after the output",
                UNSUPPORTED,
                "is not what the last layer gives",
                node("Relu", "logits", "y"));
        byte[] soft = node("Softmax", "logits", "p");
        last("O11", "after the softmax", UNSUPPORTED, "it comes after the softmax", soft, node("Relu", "p", "y"));
    }

    private void addOperators() {
        last(
                "O12",
                "LSTM",
                UNSUPPORTED,
                "node \"y\" (LSTM): not supported: LSTM. Supported are Add,",
                node("LSTM", "logits", "y"));
        last(
                "O12",
                "If",
                UNSUPPORTED,
                "(If): not supported: If.",
                node("If", "logits", "y", field(5, text(1, "then_branch"), field(6, text(2, "g")), number(20, 5))));
        byte[] domain = field(1, text(1, "logits"), text(2, "y"), text(4, "Relu"), text(7, "com.microsoft"));
        last("O12", "another domain", UNSUPPORTED, "not supported: com.microsoft.Relu.", domain);
        last("O12", "codes", UNSUPPORTED, "not supported: ?[2J; ?.", node("\u001b[2J\n\u202e", "logits", "y"));
        last("O12", "no operator", UNSUPPORTED, "node \"y\" (): not supported:", node("", "logits", "y"));
        bytes("O12", "constants alone", before(node("Relu", "b", "flat")), UNSUPPORTED, "all its inputs are constants");
        String training = "it drops values at prediction too; export the network for inference";
        byte[] yes = field(5, dims(), number(2, 9), text(8, "yes"), field(9, new byte[] {1}));
        bytes("O12", "dropout", before(yes, node("Dropout", "unit w yes", "flat")), UNSUPPORTED, training);
    }

    private void unit(String what, String reason, String message, byte[]... nodes) {
        bytes("O13", what, before(nodes), reason, message);
    }

    private void addAttributes() {
        byte[] kernels = floats("k", 1, 1, 1, 3, 3);
        unit(
                "groups",
                UNSUPPORTED,
                "group is 2, supported is 1",
                kernels,
                node("Conv", "unit k", "flat", integer("group", 2)));
        unit(
                "unlike strides",
                UNSUPPORTED,
                "strides are [1, 2]",
                kernels,
                node("Conv", "unit k", "flat", integers("strides", 1, 2)));
        unit(
                "stride 0",
                STRUCTURE,
                "strides is [0, 0]",
                kernels,
                node("Conv", "unit k", "flat", integers("strides", 0, 0)));
        unit(
                "a stride of 2^40",
                STRUCTURE,
                "strides has a value of",
                kernels,
                node("Conv", "unit k", "flat", integers("strides", 1L << 40, 1)));
        unit(
                "padding of -1",
                STRUCTURE,
                "pads are [-1, 0, 0, 0]",
                kernels,
                node("Conv", "unit k", "flat", integers("pads", -1, 0, 0, 0)));
        unit(
                "three pads",
                STRUCTURE,
                "pads are [1, 1, 1]",
                kernels,
                node("Conv", "unit k", "flat", integers("pads", 1, 1, 1)));
        unit(
                "more outputs",
                UNSUPPORTED,
                "give 6x6 outputs of 4x4 inputs",
                kernels,
                node("Conv", "unit k", "flat", integers("pads", 2, 2, 2, 2)));
        unit(
                "no outputs",
                UNSUPPORTED,
                "give 0x0 outputs of 4x4 inputs",
                kernels,
                node("Conv", "unit k", "flat", integers("dilations", 9, 9)));
        unit(
                "auto_pad",
                STRUCTURE,
                "auto_pad is FULL",
                kernels,
                node("Conv", "unit k", "flat", word("auto_pad", "FULL")));
        unit(
                "kernel_shape",
                TENSOR,
                "kernel_shape is not that",
                kernels,
                node("Conv", "unit k", "flat", integers("kernel_shape", 5, 5)));
        unit(
                "a number for a list",
                STRUCTURE,
                "its attribute pads has another type",
                kernels,
                node("Conv", "unit k", "flat", integer("pads", 1)));
        unit(
                "unknown",
                UNSUPPORTED,
                "it has the attribute depth",
                kernels,
                node("Conv", "unit k", "flat", integer("depth", 1)));
        byte[] both = joined(integer("group", 1), integer("group", 1));
        unit("twice", STRUCTURE, "has two attributes group", kernels, node("Conv", "unit k", "flat", both));
        unit(
                "slope",
                UNSUPPORTED,
                "alpha is 0.3, supported is 0.01",
                node("LeakyRelu", "unit", "flat", real("alpha", 0.3f)));
        unit("axis", UNSUPPORTED, "axis is 2, supported is 1", node("Flatten", "unit", "flat", integer("axis", 2)));
        unit("axis 9", STRUCTURE, "the axis 9 is outside of 4", node("Flatten", "unit", "flat", integer("axis", 9)));
        unit("batch moved", UNSUPPORTED, "leaves the batch in front", node("Transpose", "unit", "flat"));
        unit(
                "perm",
                STRUCTURE,
                "perm is [0, 1, 1, 1] of 4",
                node("Transpose", "unit", "flat", integers("perm", 0, 1, 1, 1)));
        byte[] square = integers("kernel_shape", 2, 2);
        unit("window", STRUCTURE, "it has no kernel_shape", node("MaxPool", "unit", "flat"));
        unit(
                "oblong window",
                UNSUPPORTED,
                "its window is [2, 3]",
                node("MaxPool", "unit", "flat", integers("kernel_shape", 2, 3)));
        unit(
                "padded pool",
                UNSUPPORTED,
                "reach beyond the border",
                node("MaxPool", "unit", "flat", square, integers("pads", 1, 1, 1, 1)));
        unit(
                "rounded up",
                UNSUPPORTED,
                "reach beyond the border",
                node("MaxPool", "unit", "flat", square, integers("strides", 3, 3), integer("ceil_mode", 1)));
        unit(
                "pad",
                UNSUPPORTED,
                "it pads; supported is padding that is part of",
                whole("p", 0, 0, 1, 1, 0, 0, 1, 1),
                node("Pad", "unit p", "flat"));
        unit("cast", UNSUPPORTED, "it casts to FLOAT16", node("Cast", "unit", "flat", integer("to", 10)));
        byte[] ones = floats("o", 1, 1);
        unit(
                "training",
                UNSUPPORTED,
                "training_mode is 1, supported is 0",
                ones,
                node("BatchNormalization", "unit o o o o", "flat", integer("training_mode", 1)));
        bytes(
                "O13",
                "transposed",
                with("dense", node("Gemm", "flat w b", "logits", integer("transA", 1))),
                UNSUPPORTED,
                "transA is 1");
        bytes(
                "O13",
                "alpha",
                with("dense", node("Gemm", "flat w b", "logits", real("alpha", 2))),
                UNSUPPORTED,
                "alpha is 2.0");
    }

    private void addShapes() {
        bytes(
                "O14",
                "other inputs",
                with("weights", floats("w", 1, 2, 15)),
                TENSOR,
                "has 15 inputs, but gets 16 values");
        bytes("O14", "bias", with("bias", floats("b", 1, 3)), TENSOR, "b, FLOAT [3] must have 2 values");
        bytes(
                "O14",
                "not a matrix",
                with("weights", floats("w", 1, 32)),
                UNSUPPORTED,
                "supported is a vector by a matrix");
        bytes(
                "O14",
                "maps",
                before(node("Identity", "unit", "flat")),
                UNSUPPORTED,
                "it multiplies values of shape [1, 4, 4]");
        byte[] reshape = node("Reshape", "unit s", "flat");
        bytes(
                "O14",
                "17 values",
                before(whole("s", -1, 17), reshape),
                TENSOR,
                "the shape [17] is not one for 16 values");
        bytes("O14", "two open", before(whole("s", 0, -1, -1), reshape), STRUCTURE, "leaves two sides of the shape");
        bytes(
                "O14",
                "2^93",
                before(whole("s", 0, 1L << 31 - 1, 1 << 30, 1 << 30), reshape),
                TENSOR,
                "is not one for 16");
        bytes("O14", "-5", before(whole("s", 0, -5), reshape), UNSUPPORTED, "it reshapes to [0, -5]");
        bytes("O14", "images merged", before(whole("s", 1, -1), reshape), UNSUPPORTED, "for each image");
        bytes("O14", "nothing", before(whole("s"), reshape), UNSUPPORTED, "must be a constant");
        byte[] rgb = joined(floats("k", 1, 2, 3, 1, 1), node("Conv", "unit k", "flat"));
        bytes("O14", "channels", before(rgb), TENSOR, "are for 3 channels, but it gets 1");
        byte[] line = joined(floats("k", 1, 2, 1, 3), node("Conv", "unit k", "flat"));
        bytes("O14", "one dimension", before(line), UNSUPPORTED, "supported are convolutions in two dimensions");
        bytes(
                "O14",
                "a mean image",
                before(floats("m", 1, 5, 5), node("Sub", "unit m", "flat")),
                TENSOR,
                "is not one for values of");
        bytes(
                "O14",
                "squeezed",
                before(node("Squeeze", "unit s", "flat"), whole("s", 2)),
                STRUCTURE,
                "leaves out a side of 4");
        bytes(
                "O14",
                "index",
                before(whole("s", 1, 2), whole("i", 5), node("Gather", "s i", "flat")),
                STRUCTURE,
                "index 5 is outside");
        byte[] product = joined(whole("s", 1L << 62), node("Mul", "s s", "flat"));
        bytes("O14", "2^124", before(product), STRUCTURE, "is beyond every shape");
    }

    private void input(String what, String message, byte[]... values) {
        bytes("O15", what, with("input", values), UNSUPPORTED, message);
    }

    private void addInputsAndOutputs() {
        input("none", "it has 0 inputs, supported is one");
        input("two", "it has 2 inputs", value(11, "x", 1, 0, 1, 4, 4), value(11, "z", 1, 0, 1));
        input("doubles", "its input is x, DOUBLE [?, 1, 4, 4]; supported types are", value(11, "x", 11, 0, 1, 4, 4));
        input(
                "a sequence",
                "its input is x, UNDEFINED of any shape",
                field(11, text(1, "x"), field(2, field(4, new byte[0]))));
        input("five sides", "supported are images", value(11, "x", 1, 0, 1, 1, 4, 4));
        input("a vector", "give their shape, for instance 28x28x1", value(11, "x", 1, 0, 16));
        input("open sides", "give their shape", value(11, "x", 1, 0, 1, 0, 0));
        input("1x4x1 or 4x1x1", "give their shape", value(11, "x", 1, 0, 1, 4, 1));
        input("2^31 rows", "give their shape", value(11, "x", 1, 0, 1, 1L << 31, 4));
        input("4096x4096", "images have at most 4194304 values", value(11, "x", 1, 0, 1, 4096, 4096));
        byte[] uncast = joined(value(11, "x", 2, 0, 1, 4, 4));
        input("bytes", "it computes with bytes; cast them to FLOAT first", uncast);
        bytes("O15", "a side of -4", with("input", value(11, "x", 1, 0, 1, -4, 4)), STRUCTURE, "has a side of -4");
        bytes("O15", "no output", with("output"), UNSUPPORTED, "0 outputs, supported are networks with one output");
        byte[] two = joined(value(12, "logits", 1, 0, 2), value(12, "flat", 1, 0, 16));
        bytes("O15", "two outputs", with("output", two), UNSUPPORTED, "2 outputs");
        byte[] single = CraftedOnnx.graph(Map.of("weights", floats("w", 1, 1, 16), "bias", floats("b", 1, 1)));
        bytes("O15", "one class", single, UNSUPPORTED, "it gives [1] values for each image, supported are 2 to 1000");
        byte[] many = CraftedOnnx.graph(Map.of("weights", floats("w", 1, 1001, 16), "bias", floats("b", 1, 1001)));
        bytes("O15", "1001 classes", many, UNSUPPORTED, "it gives [1001] values");
        byte[] sigmoid =
                CraftedOnnx.graph(Map.of("last", node("Sigmoid", "logits", "y"), "output", value(12, "y", 1, 0, 2)));
        bytes("O15", "sigmoids", sigmoid, UNSUPPORTED, "its output are sigmoids, one for each class by itself");
        byte[] identity = node("Identity", "x", "unit");
        bytes(
                "O16",
                "no scaling",
                with("divide", identity),
                "METADATA",
                "does not say which values its input \"x\" takes");
    }

    private void addBombs() {
        byte[] nodes = node("Relu", "y", "y").clone();
        byte[] many = new byte[nodes.length * 10_001];
        for (int i = 0; i < many.length; i++) {
            many[i] = nodes[i % nodes.length];
        }
        bytes("O17", "10,001 nodes", with("last", many), UNSUPPORTED, "it has more than 10000 nodes");
        byte[] names = node("Concat", "y ".repeat(1001), "z");
        bytes("O17", "1,001 inputs", with("last", names), UNSUPPORTED, "more than 1000 inputs of a node");
        byte[] doubling = whole("d0", 1, 2, 3, 4);
        for (int i = 0; i < 40; i++) {
            doubling = joined(doubling, node("Concat", "d" + i + " d" + i, "d" + (i + 1), integer("axis", 0)));
        }
        bytes("O17", "doubled 40 times", before(doubling), UNSUPPORTED, "more than the 1000 allowed");
        byte[] turning = value(11, "x", 1, 0, 3, 512, 512);
        byte[] turned = node("Transpose", "unit", "t0", integers("perm", 0, 2, 3, 1));
        for (int i = 0; i < 1000; i++) {
            turned = joined(turned, node("Transpose", "t" + i, "t" + (i + 1), integers("perm", 0, 3, 1, 2)));
        }
        bytes(
                "O17",
                "turned 1,000 times",
                CraftedOnnx.graph(Map.of("input", turning, "flatten", turned)),
                UNSUPPORTED,
                "for each image");
        byte[] copies = floats("c0", 1, 100, 100);
        for (int i = 0; i < 1000; i++) {
            copies = joined(copies, node("Transpose", "c" + i, "c" + (i + 1)));
        }
        bytes("O17", "weights turned 1,000 times", before(copies), UNSUPPORTED, "computes more constants than it has");
        byte[] wide = joined(
                floats("k1", 1, 1000, 1, 1, 1),
                node("Conv", "unit k1", "m1"),
                floats("k2", 1, 1000, 1000, 1, 1),
                node("Conv", "m1 k2", "flat", integers("pads", 15, 15, 0, 0)));
        bytes("O17", "a kernel of 31x31 out of 1x1", before(wide), UNSUPPORTED, "outputs of 4x4 inputs");
        byte[] embedded = joined(
                floats("k1", 1, 1000, 1, 1, 1),
                node("Conv", "unit k1", "m1", integers("strides", 4, 4)),
                floats("k2", 1, 1000, 1000, 1, 1),
                node("Conv", "m1 k2", "m2", integers("pads", 15, 15, 15, 15), integers("strides", 31, 31)));
        bytes("O17", "a kernel among zeros", before(embedded), UNSUPPORTED, "more than the 100000000 and");
        add(
                "O17",
                "512 MiB and a byte",
                file -> sparse(file, (1L << 29) + 1),
                UNSUPPORTED,
                "has 536870913 bytes, supported are");
    }

    private void sparse(Path file, long size) {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.write(good);
            content.setLength(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addValues() {
        weights("O18", "NaN", floats("w", Float.NaN, 2, 16), "NOT_FINITE", "must be finite, was NaN");
        byte[] ones = joined(floats("o", 1, 1), floats("n", -1, 1));
        byte[] norm = joined(ones, node("BatchNormalization", "unit o o o n", "y"), node("Flatten", "y", "flat"));
        bytes("O18", "a variance of -1", before(norm), "NEGATIVE_VARIANCE", "is a variance and must be 0 or more");
        byte[] epsilon = joined(
                floats("o", 1, 1),
                node("BatchNormalization", "unit o o o o", "y", real("epsilon", 2)),
                node("Flatten", "y", "flat"));
        bytes("O18", "an epsilon of 2", before(epsilon), UNSUPPORTED, "layers[0].epsilon: must be greater than 0");
        bytes(
                "O19",
                "a weight",
                exported("\0\0\0?", "\0\0\0@"),
                "HASH_MISMATCH",
                "its parameters do not have the hash");
        bytes("O19", "the network", exported("\"relu\"", "\"tanh\""), "HASH_MISMATCH", "its graph is not the network");
        bytes(
                "O19",
                "the configuration",
                exported("\"units\": 1", "\"units\": 0"),
                "METADATA",
                "layers[0].units: must be");
        bytes("O19", "the names", exported("[\"zero\"", "[\"zero "), "METADATA", "classNames in its metadata");
    }

    /** A file of this library with the first such piece replaced by one as long. */
    private static byte[] exported(String piece, String replacement) {
        try {
            Path file = Files.createTempFile("mnist4j", ".onnx");
            OnnxExport.of(CraftedModel.model()).write(file);
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            Files.delete(file);
            int at = text.indexOf(piece);
            if (at < 0 || piece.length() != replacement.length()) {
                throw new IllegalArgumentException("there is no " + piece + " of this length");
            }
            return (text.substring(0, at) + replacement + text.substring(at + piece.length()))
                    .getBytes(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
