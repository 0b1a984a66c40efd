package org.mnist4j.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.mnist4j.onnx.ConvPlacement.Side;

/** Makes a layer of one node that has weights or pools. */
final class LayerReader {

    private final OnnxNode node;
    private final NetworkSketch network;
    private final Map<String, OnnxTensor> constants;
    private final long opset;

    LayerReader(OnnxNode node, NetworkSketch network, Map<String, OnnxTensor> constants, long opset) {
        this.node = node;
        this.network = network;
        this.constants = constants;
        this.opset = opset;
    }

    /** Adds the layer to the network; returns what flows after it. */
    Flow read(Flow flow) {
        return switch (node.operator()) {
            case "Conv" -> convolution(flow);
            case "Gemm" -> gemm(flow);
            case "MatMul" -> matMul(flow);
            case "MaxPool" -> pooling(flow, true);
            case "AveragePool" -> pooling(flow, false);
            case "GlobalAveragePool" -> globalPooling(flow);
            case "ReduceMean" -> mean(flow);
            default -> throw new IllegalStateException("no layer of " + node);
        };
    }

    /** The values of an input that must be a vector of floats of this length. */
    static float[] floats(OnnxNode node, Map<String, OnnxTensor> constants, int input, int length) {
        OnnxTensor tensor = weights(node, constants, input);
        if (tensor.size() != length
                || Arrays.stream(tensor.dims()).filter(side -> side != 1).count() > 1) {
            throw node.misfit("its input " + tensor + " must have " + length + " values");
        }
        return tensor.floats();
    }

    private static OnnxTensor weights(OnnxNode node, Map<String, OnnxTensor> constants, int input) {
        OnnxTensor tensor = constants.get(node.input(input));
        if (tensor == null) {
            throw node.unsupported("its input " + input + " must be a constant, is \"" + node.input(input) + "\"");
        }
        if (!tensor.isFloat()) {
            throw node.unsupported("its input " + tensor + " must be of type FLOAT; export it in float32");
        }
        if (tensor.size() == 0) {
            throw node.misfit("its input " + tensor + " has no values");
        }
        return tensor;
    }

    private float[] bias(int input, int units) {
        return node.input(input).isEmpty() ? new float[units] : floats(node, constants, input, units);
    }

    private void requireMaps(Flow flow) {
        if (!network.isMaps(flow)) {
            throw node.unsupported("it takes values of shape " + Arrays.toString(flow.dims())
                    + ", supported are feature maps, channels first, before the first dense layer or global pooling");
        }
    }

    private Flow gemm(Flow flow) {
        node.requireKnown("alpha", "beta", "transA", "transB");
        node.require("transA", 0);
        if (node.real("alpha", 1) != 1 || node.real("beta", 1) != 1) {
            throw node.unsupported(
                    "alpha is " + node.real("alpha", 1) + " and beta " + node.real("beta", 1) + ", supported is 1");
        }
        return dense(flow, node.integer("transB", 0) != 0, 2);
    }

    private Flow matMul(Flow flow) {
        node.requireKnown();
        return dense(flow, false, Integer.MAX_VALUE);
    }

    /** Reads weights {@code [units][inputs]} or, not transposed, {@code [inputs][units]}. */
    private Flow dense(Flow flow, boolean transposed, int biasInput) {
        OnnxTensor tensor = weights(node, constants, 1);
        if (flow.rank() != 1 || tensor.dims().length != 2) {
            throw node.unsupported("it multiplies values of shape " + Arrays.toString(flow.dims()) + " by " + tensor
                    + ", supported is a vector by a matrix");
        }
        int inputs = tensor.dims()[transposed ? 1 : 0];
        int units = tensor.dims()[transposed ? 0 : 1];
        if (inputs != flow.size()) {
            throw node.misfit(
                    "its input " + tensor + " has " + inputs + " inputs, but gets " + flow.size() + " values");
        }
        network.require(node, (inputs + 1L) * units, units);
        float[] bias = bias(biasInput, units);
        float[] given = tensor.floats();
        float[] own = new float[given.length];
        for (int u = 0; u < units; u++) {
            for (int i = 0; i < inputs; i++) {
                own[u * inputs + flow.index(i)] = given[transposed ? u * inputs + i : i * units + u];
            }
        }
        return network.dense(own, bias);
    }

    private Flow convolution(Flow flow) {
        node.requireKnown("auto_pad", "dilations", "group", "kernel_shape", "pads", "strides");
        OnnxTensor tensor = weights(node, constants, 1);
        int[] dims = tensor.dims(); // filters, channels, height, width
        if (dims.length != 4 || flow.rank() != 3) {
            throw node.unsupported("it has weights " + tensor + " for values of shape " + Arrays.toString(flow.dims())
                    + ", supported are convolutions in two dimensions");
        }
        node.require("group", 1);
        int[] kernel = {dims[2], dims[3]};
        if (!Arrays.equals(node.integers("kernel_shape", kernel), kernel)) {
            throw node.misfit("kernel_shape is not that of its weights " + tensor);
        }
        if (dims[1] != flow.dims()[0]) {
            throw node.misfit(
                    "its weights " + tensor + " are for " + dims[1] + " channels, but it gets " + flow.dims()[0]);
        }
        int[] strides = sides("strides");
        int[] dilations = sides("dilations");
        if (strides[0] != strides[1]) {
            throw node.unsupported("strides are " + Arrays.toString(strides) + ", supported are equal ones");
        }
        Side vertical = side(0, flow.dims()[1], kernel[0], strides[0], dilations[0]);
        Side horizontal = side(1, flow.dims()[2], kernel[1], strides[1], dilations[1]);
        if (network.isVector(flow)
                && vertical.outputs() == 1
                && horizontal.outputs() == 1
                && kernel[0] * kernel[1] == 1) {
            network.require(node, (dims[1] + 1L) * dims[0], dims[0]);
            return network.dense(tensor.floats(), bias(2, dims[0])).reshaped(dims[0], 1, 1);
        }
        requireMaps(flow);
        ConvPlacement placement = ConvPlacement.find(vertical, horizontal);
        if (placement.kernel() == 0 || vertical.outputs() == 0 || horizontal.outputs() == 0) {
            throw node.unsupported("its padding, kernel and stride give " + vertical.outputs() + "x"
                    + horizontal.outputs() + " outputs of " + vertical.inputs() + "x" + horizontal.inputs()
                    + " inputs; supported is no padding, or padding to ceil(inputs / stride) outputs, with kernels up to"
                    + " 31x31");
        }
        long area = (long) placement.kernel() * placement.kernel();
        network.require(
                node, (dims[1] * area + 1) * dims[0], (long) dims[0] * vertical.outputs() * horizontal.outputs());
        float[] bias = bias(2, dims[0]);
        float[] placed = placement.placed(tensor.floats(), kernel[0], kernel[1], dilations[0], dilations[1]);
        return network.convolution(placement, strides[0], placed, bias);
    }

    /** Two numbers above 0, by default 1. */
    private int[] sides(String attribute) {
        int[] sides = node.integers(attribute, 1, 1);
        if (sides.length != 2 || sides[0] < 1 || sides[1] < 1 || sides[0] > 4096 || sides[1] > 4096) {
            throw node.malformed(attribute + " is " + Arrays.toString(sides) + ", must be two numbers from 1 to 4096");
        }
        return sides;
    }

    /** The padding of one axis, 0 for height and 1 for width. */
    private Side side(int axis, int inputs, int kernel, int stride, int dilation) {
        long reach = (kernel - 1L) * dilation + 1;
        int[] pads = node.integers("pads", 0, 0, 0, 0);
        if (pads.length != 4 || Arrays.stream(pads).anyMatch(pad -> pad < 0 || pad > 4096) || reach > 1 << 20) {
            throw node.malformed("pads are " + Arrays.toString(pads) + " for a kernel of " + reach
                    + ", must be four numbers from 0 to 4096");
        }
        String automatic = node.text("auto_pad", "NOTSET");
        long total = Math.max(0, ((inputs + stride - 1L) / stride - 1) * stride + reach - inputs);
        int smaller = (int) (total / 2);
        int larger = (int) (total - smaller);
        return switch (automatic) {
            case "NOTSET" -> new Side(inputs, (int) reach, stride, pads[axis], pads[axis + 2]);
            case "VALID" -> new Side(inputs, (int) reach, stride, 0, 0);
            case "SAME_UPPER" -> new Side(inputs, (int) reach, stride, smaller, larger);
            case "SAME_LOWER" -> new Side(inputs, (int) reach, stride, larger, smaller);
            default -> throw node.malformed("auto_pad is " + automatic);
        };
    }

    private Flow pooling(Flow flow, boolean max) {
        node.requireKnown(
                "auto_pad",
                "ceil_mode",
                "count_include_pad",
                "dilations",
                "kernel_shape",
                "pads",
                "storage_order",
                "strides");
        requireMaps(flow);
        int[] window = sides("kernel_shape");
        int[] strides = sides("strides");
        int[] dilations = sides("dilations");
        if (!node.attributes().containsKey("kernel_shape")) {
            throw node.malformed("it has no kernel_shape");
        }
        if (window[0] != window[1] || strides[0] != strides[1] || dilations[0] != 1 || dilations[1] != 1) {
            throw node.unsupported("its window is " + Arrays.toString(window) + " with strides "
                    + Arrays.toString(strides) + " and dilations " + Arrays.toString(dilations)
                    + ", supported are square windows and equal strides");
        }
        boolean roundsUp = node.integer("ceil_mode", 0) != 0;
        for (int axis = 0; axis < 2; axis++) {
            Side side = side(axis, flow.dims()[axis + 1], window[axis], strides[axis], 1);
            int room = side.inputs() - side.reach();
            if (side.before() != 0 || side.after() != 0 || room < 0 || roundsUp && room % side.stride() != 0) {
                throw node.unsupported("its windows of " + window[0] + " with stride " + strides[0] + " on "
                        + side.inputs() + " values reach beyond the border; supported are windows inside of it");
            }
        }
        return network.pooling(max, window[0], strides[0]);
    }

    private Flow globalPooling(Flow flow) {
        node.requireKnown();
        requireMaps(flow);
        Flow means = network.globalPooling();
        return means.reshaped(means.size(), 1, 1);
    }

    /** A mean over height and width is global pooling. */
    private Flow mean(Flow flow) {
        OnnxTensor given = constants.get(node.input(1));
        List<Integer> axes = Axes.of(node, given == null ? null : given.integers(), opset).stream()
                .map(axis -> Axes.positive(node, axis, flow.rank() + 1))
                .sorted()
                .toList();
        boolean channelsLast = axes.equals(List.of(1, 2)) && flow.rank() == 3;
        Flow maps = channelsLast ? flow.transposed(2, 0, 1) : flow;
        if (!(channelsLast || axes.equals(List.of(2, 3))) || !network.isMaps(maps)) {
            throw node.unsupported("it takes the mean over the axes " + axes + " of values of shape "
                    + Arrays.toString(flow.dims()) + ", supported is one over height and width");
        }
        Flow means = network.globalPooling();
        if (node.integer("keepdims", 1) == 0) {
            return means;
        }
        return channelsLast ? means.reshaped(1, 1, means.size()) : means.reshaped(means.size(), 1, 1);
    }
}
