package org.mnist4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Follows a node that changes the shape or the order of values, and not the values. */
final class ShapeReader {

    private final OnnxNode node;
    private final Map<String, OnnxTensor> constants;
    private final long batch;
    private final long opset;

    /**
     * A reader of one node.
     *
     * @param batch the number of images for which the graph was exported; {@link OnnxValue#ANY} if it takes any
     */
    ShapeReader(OnnxNode node, Map<String, OnnxTensor> constants, long batch, long opset) {
        this.node = node;
        this.constants = constants;
        this.batch = batch;
        this.opset = opset;
    }

    Flow read(Flow flow) {
        return switch (node.operator()) {
            case "Flatten" -> flatten(flow);
            case "Reshape" -> reshape(flow);
            case "Transpose" -> transpose(flow);
            case "Squeeze" -> flow.reshaped(withoutBatch(Axes.squeezed(node, withBatch(flow), axes(flow))));
            case "Unsqueeze" -> flow.reshaped(withoutBatch(Axes.unsqueezed(node, withBatch(flow), axes(flow))));
            default -> throw new IllegalStateException("no shape of " + node);
        };
    }

    private Flow flatten(Flow flow) {
        node.requireKnown("axis");
        int axis = Axes.positive(node, (int) node.integer("axis", 1), flow.rank() + 1);
        if (axis != 1) {
            throw node.unsupported("axis is " + axis + ", supported is 1: one vector for each image");
        }
        return flow.reshaped(flow.size());
    }

    private Flow reshape(Flow flow) {
        node.requireKnown("allowzero");
        node.require("allowzero", 0);
        OnnxTensor shape = constants.get(node.input(1));
        if (shape == null || !shape.isInteger() || shape.size() == 0) {
            throw node.unsupported(
                    "its shape \"" + node.input(1) + "\" must be a constant, or computed from the input's");
        }
        long[] target = shape.integers();
        List<Integer> dims = new ArrayList<>();
        for (int a = 1; a < target.length; a++) {
            long side = target[a] == 0 && a <= flow.rank() ? flow.dims()[a - 1] : target[a];
            if (side < -1 || side > Integer.MAX_VALUE) {
                throw node.unsupported("it reshapes to " + text(target));
            }
            dims.add((int) side);
        }
        boolean keepsBatch = target[0] == OnnxTensor.BATCH
                || target[0] == 0
                || target[0] == -1 && !dims.contains(-1)
                || target[0] == batch && batch != OnnxValue.ANY;
        if (!keepsBatch) {
            throw node.unsupported(
                    "it reshapes to " + text(target) + ", supported is one vector or map for each image");
        }
        return flow.reshaped(Axes.resolved(node, dims, flow.size()));
    }

    private static String text(long[] shape) {
        return Arrays.toString(shape).replace(Long.toString(OnnxTensor.BATCH), "batch");
    }

    private Flow transpose(Flow flow) {
        node.requireKnown("perm");
        int rank = flow.rank() + 1;
        int[] axes = node.integers(
                "perm", IntStream.range(0, rank).map(a -> rank - 1 - a).toArray());
        if (!Axes.isPermutation(axes, rank)) {
            throw node.malformed("perm is " + Arrays.toString(axes) + " of " + rank + " dimensions");
        }
        if (axes[0] != 0) {
            throw node.unsupported(
                    "perm is " + Arrays.toString(axes) + ", supported is one that leaves the batch in front");
        }
        return flow.transposed(Arrays.stream(axes).skip(1).map(axis -> axis - 1).toArray());
    }

    private List<Integer> axes(Flow flow) {
        OnnxTensor given = constants.get(node.input(1));
        if (!node.input(1).isEmpty() && (given == null || !given.isInteger())) {
            throw node.unsupported("its axes \"" + node.input(1) + "\" must be constant whole numbers");
        }
        List<Integer> axes = Axes.of(node, given == null ? null : given.integers(), opset);
        if (axes.isEmpty()) {
            throw node.unsupported("it names no axes");
        }
        int rank = flow.rank() + 1 + (node.operator().equals("Unsqueeze") ? axes.size() : 0);
        if (axes.stream().anyMatch(axis -> Axes.positive(node, axis, rank) == 0)) {
            throw node.unsupported("it changes the batch");
        }
        return axes;
    }

    private static int[] withBatch(Flow flow) {
        return IntStream.concat(IntStream.of(1), IntStream.of(flow.dims())).toArray();
    }

    private static int[] withoutBatch(int[] dims) {
        return Arrays.copyOfRange(dims, 1, dims.length);
    }
}
