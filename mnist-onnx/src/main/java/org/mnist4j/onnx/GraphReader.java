package org.mnist4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.Activation;
import org.mnist4j.config.BatchNorm;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Layers;
import org.mnist4j.data.ImageShape;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.ModelFormatException.Reason;

/**
 * Follows a graph from its input to its output, node by node, and builds the network that it computes. Every node takes
 * what the one before it gave, or constants alone; what does not is a branch, which these networks do not have.
 */
final class GraphReader {

    /** Values that are visited one by one, over all nodes: a hostile graph could turn a large image ten thousand times. */
    private static final long MAX_WORK = 1L << 22;

    private static final Set<String> SOFTMAX = Set.of("Softmax", "LogSoftmax", "Identity");

    private static final String UNSUPPORTED_ARITHMETIC =
            "supported are the scaling of the pixels before the first layer, Add right after Conv, MatMul or Gemm, and Div"
                    + " of the logits by one number";

    private final String source;
    private final OnnxModel model;
    private final GraphInput input;
    private final NetworkSketch network;
    private final PixelChain pixels;
    private final Map<String, OnnxTensor> constants;
    private final Map<String, Flow> flows = new HashMap<>();
    private Flow current;
    private boolean hasSoftmax;
    private @Nullable OnnxNode division; // of the logits
    private double temperature = 1;
    private long work;
    private long foldedValues;

    private GraphReader(String source, OnnxModel model, GraphInput input) {
        this.source = source;
        this.model = model;
        this.input = input;
        this.network = new NetworkSketch(input.shape());
        this.pixels = new PixelChain(input.shape().channels());
        this.constants = new HashMap<>(model.constants());
        this.current = input.flow();
        flows.put(input.name(), current);
    }

    /** A network, its layers and parameters, the number of its classes, and what its logits are divided by. */
    record Network(ImageShape input, List<Layer> layers, int classes, NetworkSketch sketch, double temperature) {}

    /** Reads the network of a graph. */
    static Network read(String source, OnnxModel model, GraphInput input) {
        OnnxOperators.require(source, model.nodes());
        return new GraphReader(source, model, input).read();
    }

    private Network read() {
        if (model.nodes().isEmpty() || model.outputs().size() != 1) {
            throw new ModelFormatException(
                    source,
                    Reason.UNSUPPORTED,
                    "it has " + model.nodes().size() + " nodes and "
                            + model.outputs().size()
                            + " outputs, supported are networks with one output, for instance logits");
        }
        for (OnnxNode node : model.nodes()) {
            follow(node);
        }
        OnnxNode last = model.nodes().get(model.nodes().size() - 1);
        String output = model.outputs().get(0).name();
        if (flows.get(output) != current) {
            throw last.unsupported("the graph's output \"" + output + "\" is not what the last layer gives");
        }
        if (!hasSoftmax && network.lastActivation() == Activation.SIGMOID) {
            throw last.unsupported("its output are sigmoids, one for each class by itself; supported are logits,"
                    + " LogSoftmax and Softmax");
        }
        if (network.isImage()) {
            current = scaled(last, current);
        }
        int classes = network.finish(last, current);
        return new Network(input.shape(), network.layers(), classes, network, temperature);
    }

    private void follow(OnnxNode node) {
        if (!OnnxOperators.isOwn(node.domain())) {
            throw node.unsupported("its domain is " + node.domain());
        }
        String output = node.output();
        if (flows.containsKey(output) || constants.containsKey(output)) {
            throw node.malformed("its output \"" + output + "\" is there already");
        }
        List<OnnxTensor> known = new ArrayList<>();
        @Nullable Flow flow = null;
        for (String name : node.inputs()) {
            if (name.isEmpty()) {
                continue;
            }
            OnnxTensor constant = constants.get(name);
            Flow found = flows.get(name);
            if (constant != null) {
                known.add(constant);
            } else if (found == null) {
                throw node.malformed("its input \"" + name + "\" is neither a tensor nor given by an earlier node");
            } else if (flow != null) {
                throw node.unsupported("it joins two branches; supported are networks without branches");
            } else {
                flow = found;
            }
        }
        if (flow == null) {
            fold(node, known);
        } else if (node.operator().equals("Shape")) {
            constants.put(output, shape(node, flow));
        } else if (flow != current) {
            throw node.unsupported(
                    "it begins a branch, from what an earlier node gave; supported are networks without" + " branches");
        } else if (hasSoftmax && !node.operator().equals("Identity")) {
            throw node.unsupported("it comes after the softmax, which must be the last");
        } else if (division != null && !hasSoftmax && !SOFTMAX.contains(node.operator())) {
            throw division.unsupported(UNSUPPORTED_ARITHMETIC);
        } else {
            current = after(node, flow).passedOn();
            flows.put(output, current);
        }
    }

    private void fold(OnnxNode node, List<OnnxTensor> known) {
        OnnxTensor folded = ConstantFolding.fold(node, known, model.opset());
        foldedValues += folded.isFloat() ? folded.size() : 0;
        if (foldedValues > model.bytes()) {
            throw node.unsupported("the graph computes more constants than it has");
        }
        constants.put(node.output(), folded);
    }

    private Flow after(OnnxNode node, Flow flow) {
        return switch (node.operator()) {
            case "Identity" -> flow;
            case "Cast" -> cast(node, flow);
            case "Dropout" -> dropout(node, flow);
            case "Pad" -> pad(node, flow);
            case "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose" -> turned(node, flow);
            case "Add", "Sub", "Mul", "Div" -> elementwise(node, floats(node, flow));
            case "Relu" -> activation(node, flow, Activation.RELU);
            case "Tanh" -> activation(node, flow, Activation.TANH);
            case "Sigmoid" -> activation(node, flow, Activation.SIGMOID);
            case "LeakyRelu" -> leakyRelu(node, flow);
            case "Softmax", "LogSoftmax" -> softmax(node, flow);
            case "BatchNormalization" -> normalization(node, scaled(node, flow));
            case "Conv", "Gemm", "MatMul", "MaxPool", "AveragePool", "GlobalAveragePool", "ReduceMean" -> {
                Flow scaled = scaled(node, flow);
                yield new LayerReader(node, network, constants, model.opset()).read(scaled);
            }
            default -> throw node.unsupported("it is supported of constants only");
        };
    }

    private Flow floats(OnnxNode node, Flow flow) {
        if (!flow.isFloat()) {
            throw node.unsupported("it computes with bytes; cast them to FLOAT first");
        }
        return flow;
    }

    /** What the first layer gets, after the layer that scales the pixels if one is needed. */
    private Flow scaled(OnnxNode node, Flow flow) {
        if (!network.isImage() || !network.layers().isEmpty()) {
            return floats(node, flow);
        }
        InputScaling scaling = pixels.scaling(input.takesBytes(), input.scaling());
        if (scaling == null) {
            throw new ModelFormatException(
                    source,
                    Reason.METADATA,
                    "does not say which values its input \"" + input.name()
                            + "\" takes for a pixel; say it: pixels from 0 to 1, from -1 to 1, from 0 to 255, or a mean and a"
                            + " deviation");
        }
        return pixels.apply(network, floats(node, flow), scaling);
    }

    private OnnxTensor shape(OnnxNode node, Flow flow) {
        node.requireKnown("start", "end");
        int rank = flow.rank() + 1;
        long[] all = new long[rank];
        all[0] = OnnxTensor.BATCH;
        for (int a = 1; a < rank; a++) {
            all[a] = flow.dims()[a - 1];
        }
        int from = clamped(node.integer("start", 0), rank);
        int to = clamped(node.integer("end", rank), rank);
        long[] part = Arrays.copyOfRange(all, from, Math.max(from, to));
        return OnnxTensor.ofIntegers(node.output(), new int[] {part.length}, part);
    }

    private static int clamped(long index, int length) {
        return (int) Math.max(0, Math.min(length, index < 0 ? index + length : index));
    }

    private static Flow cast(OnnxNode node, Flow flow) {
        node.requireKnown("to", "saturate");
        long to = node.integer("to", 0);
        if (to != ElementType.FLOAT.number) {
            throw node.unsupported("it casts to " + ElementType.name(to) + ", supported is FLOAT");
        }
        return flow.asFloats();
    }

    private Flow dropout(OnnxNode node, Flow flow) {
        node.requireKnown("ratio", "seed");
        OnnxTensor training = constants.get(node.input(2));
        if (!node.input(2).isEmpty() && (training == null || training.isFloat() || !isZero(training))) {
            throw node.unsupported("it drops values at prediction too; export the network for inference");
        }
        return flow;
    }

    private static boolean isZero(OnnxTensor tensor) {
        return Arrays.stream(tensor.integers()).allMatch(value -> value == 0);
    }

    /** PyTorch puts an empty padding before an average pooling. */
    private Flow pad(OnnxNode node, Flow flow) {
        node.requireKnown("mode", "pads", "value");
        OnnxTensor pads = constants.get(node.input(1));
        boolean isEmpty = node.input(1).isEmpty()
                ? Arrays.stream(node.integers("pads")).allMatch(value -> value == 0)
                : pads != null && pads.isInteger() && isZero(pads);
        if (!isEmpty) {
            throw node.unsupported("it pads; supported is padding that is part of a convolution");
        }
        return flow;
    }

    private Flow turned(OnnxNode node, Flow flow) {
        if (node.operator().equals("Transpose")) {
            requireWork(node, flow);
        }
        return new ShapeReader(node, constants, input.batch(), model.opset()).read(flow);
    }

    private void requireWork(OnnxNode node, Flow flow) {
        work += flow.size();
        if (work > MAX_WORK) {
            throw node.unsupported("the graph turns or scales more than " + MAX_WORK + " values for each image");
        }
    }

    private Flow activation(OnnxNode node, Flow flow, Activation activation) {
        node.requireKnown();
        return network.activation(scaled(node, flow), activation);
    }

    private Flow leakyRelu(OnnxNode node, Flow flow) {
        node.requireKnown("alpha");
        float alpha = node.real("alpha", 0.01f);
        if (alpha != 0.01f) {
            throw node.unsupported("alpha is " + alpha + ", supported is 0.01");
        }
        return network.activation(scaled(node, flow), Activation.LEAKY_RELU);
    }

    private Flow softmax(OnnxNode node, Flow flow) {
        node.requireKnown("axis");
        int rank = flow.rank() + 1;
        int axis = Axes.positive(node, (int) node.integer("axis", model.opset() < 13 ? 1 : -1), rank);
        if (axis == 0 || flow.dims()[axis - 1] != flow.size()) {
            throw node.unsupported("its axis is " + axis + " of " + rank + ", supported is one over the classes");
        }
        hasSoftmax = true;
        return floats(node, flow);
    }

    /** Adds to a bias, or scales the pixels. */
    private Flow elementwise(OnnxNode node, Flow flow) {
        node.requireKnown();
        boolean constantFirst = constants.containsKey(node.input(0));
        OnnxTensor constant = constants.get(node.input(constantFirst ? 0 : 1));
        if (node.inputs().size() != 2 || constant == null) {
            throw node.malformed("it has " + node.inputs().size() + " inputs instead of two");
        }
        double[] values = perChannel(node, flow, constant);
        String operator = node.operator();
        boolean isReversed = constantFirst && (operator.equals("Sub") || operator.equals("Div"));
        if (network.isImage() && !isReversed) {
            switch (operator) {
                case "Add" -> pixels.add(values, 1);
                case "Sub" -> pixels.add(values, -1);
                case "Mul" -> pixels.multiply(values);
                default -> pixels.divide(values);
            }
            return flow;
        }
        if (operator.equals("Div") && !isReversed && isTemperature(values)) {
            division = node;
            temperature = values[0];
            return flow;
        }
        boolean isSum = operator.equals("Add") || operator.equals("Sub") && !isReversed;
        double sign = operator.equals("Sub") ? -1 : 1;
        if (!isSum
                || !network.addToBias(
                        Arrays.stream(values).map(value -> sign * value).toArray())) {
            throw node.unsupported(UNSUPPORTED_ARITHMETIC);
        }
        return flow;
    }

    /** Whether it is one divisor for all logits, as of a calibration. */
    private boolean isTemperature(double[] values) {
        return division == null
                && network.endsInLinear()
                && Arrays.stream(values).allMatch(value -> value == values[0])
                && values[0] > 0
                && Double.isFinite(values[0]);
    }

    /** The constant's value for each channel, as it is broadcast over what flows. */
    private double[] perChannel(OnnxNode node, Flow flow, OnnxTensor constant) {
        requireWork(node, flow);
        if (!constant.isFloat()) {
            throw node.unsupported("its constant is " + constant + ", supported is FLOAT");
        }
        int[] dims = flow.dims();
        int[] own = constant.dims();
        int extra = own.length - dims.length; // 1 if it has a side for the batch
        boolean fits = extra < 1 || extra == 1 && own[0] == 1;
        int[] strides = Flow.strides(own);
        int[] step = new int[dims.length];
        for (int a = Math.max(0, -extra); a < dims.length && fits; a++) {
            int side = own[a + extra];
            fits = side == 1 || side == dims[a];
            step[a] = side == 1 ? 0 : strides[a + extra];
        }
        if (!fits) {
            throw node.misfit("its constant " + constant + " is not one for values of shape " + Arrays.toString(dims));
        }
        float[] from = constant.floats();
        double[] values = new double[network.channels()];
        boolean[] isSet = new boolean[values.length];
        int[] at = new int[dims.length];
        for (int i = 0; i < flow.size(); i++) {
            int place = 0;
            for (int a = 0; a < dims.length; a++) {
                place += at[a] * step[a];
            }
            Flow.increment(at, dims);
            int channel = network.channel(flow.index(i));
            if (isSet[channel] && values[channel] != from[place]) {
                throw node.unsupported(
                        "its constant " + constant + " differs within a channel, supported is one value for" + " each");
            }
            values[channel] = from[place];
            isSet[channel] = true;
        }
        return values;
    }

    private Flow normalization(OnnxNode node, Flow flow) {
        node.requireKnown("epsilon", "momentum", "spatial", "training_mode");
        node.require("spatial", 1);
        node.require("training_mode", 0);
        boolean onMaps = network.isMaps(flow);
        if (!onMaps && flow.rank() != 1) {
            throw node.unsupported("it normalizes values of shape " + Arrays.toString(flow.dims())
                    + ", supported are maps, channels first, and vectors");
        }
        if (!onMaps) {
            network.flatten();
        }
        int channels = network.channels();
        network.require(node, 4L * channels, flow.size());
        List<float[]> statistics = new ArrayList<>();
        for (int t = 1; t <= 4; t++) {
            float[] given = LayerReader.floats(node, constants, t, channels);
            float[] own = new float[channels];
            for (int c = 0; c < channels; c++) {
                own[onMaps ? c : flow.index(c)] = given[c];
            }
            statistics.add(own);
        }
        return network.normalization(flow, settings(node), statistics);
    }

    /** In decimal, 1e-5 as a float is 1e-5 and not 9.999999747378752e-6. */
    private static BatchNorm settings(OnnxNode node) {
        BatchNorm norm = Layers.batchNorm().epsilon(Double.parseDouble(Float.toString(node.real("epsilon", 1e-5f))));
        double kept = Double.parseDouble(Float.toString(node.real("momentum", 0.9f)));
        double momentum = Math.round((1 - kept) * 1e6) / 1e6;
        return momentum > 0 && momentum <= 1 ? norm.momentum(momentum) : norm;
    }
}
