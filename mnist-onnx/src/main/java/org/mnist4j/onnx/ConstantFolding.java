package org.mnist4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Computes what a graph computes from constants alone: shapes, whole number by whole number, and weights that are turned
 * round or get another shape.
 */
final class ConstantFolding {

    private final OnnxNode node;
    private final List<OnnxTensor> inputs;
    private final long opset;

    private ConstantFolding(OnnxNode node, List<OnnxTensor> inputs, long opset) {
        this.node = node;
        this.inputs = inputs;
        this.opset = opset;
    }

    /** The value of a node all of whose inputs are constants. */
    static OnnxTensor fold(OnnxNode node, List<OnnxTensor> inputs, long opset) {
        return new ConstantFolding(node, inputs, opset).fold();
    }

    private OnnxTensor fold() {
        return switch (node.operator()) {
            case "Constant" -> constant();
            case "Identity" -> input(0).as(node.output(), input(0).dims());
            case "Cast" -> cast();
            case "Concat" -> concat();
            case "Gather" -> gather();
            case "Slice" -> slice();
            case "Mul" -> product();
            case "Squeeze" -> Axes.squeezed(node, input(0), axes());
            case "Unsqueeze" -> Axes.unsqueezed(node, input(0), axes());
            case "Reshape" -> reshape();
            case "Transpose" -> transpose();
            default ->
                throw node.unsupported("all its inputs are constants, which is supported for "
                        + String.join(", ", OnnxOperators.ON_CONSTANTS));
        };
    }

    private OnnxTensor input(int index) {
        if (index >= inputs.size()) {
            throw node.malformed("it has " + inputs.size() + " inputs, too few");
        }
        return inputs.get(index);
    }

    private long[] integers(int index) {
        OnnxTensor tensor = input(index);
        if (!tensor.isInteger()) {
            throw node.unsupported("its input " + tensor + " must be of whole numbers");
        }
        return tensor.integers();
    }

    private OnnxTensor vector(long... values) {
        return OnnxTensor.ofIntegers(node.output(), new int[] {values.length}, values);
    }

    private OnnxTensor constant() {
        node.requireKnown("value", "value_int", "value_ints", "value_float");
        OnnxAttribute value = node.attributes().get("value");
        if (value != null && value.tensor() != null) {
            return value.tensor().as(node.output(), value.tensor().dims());
        }
        if (node.attributes().containsKey("value_int")) {
            return OnnxTensor.ofIntegers(node.output(), new int[0], node.integer("value_int", 0));
        }
        if (node.attributes().containsKey("value_float")) {
            return OnnxTensor.ofFloats(node.output(), new int[0], new float[] {node.real("value_float", 0)});
        }
        return vector(IntStream.of(node.integers("value_ints")).asLongStream().toArray());
    }

    private OnnxTensor cast() {
        node.requireKnown("to", "saturate");
        long to = node.integer("to", 0);
        OnnxTensor from = input(0);
        boolean toInteger = to == ElementType.INT64.number || to == ElementType.INT32.number;
        if (from.isFloat() ? to != ElementType.FLOAT.number : !(from.isInteger() && toInteger)) {
            throw node.unsupported("it casts the constant " + from + " to " + ElementType.name(to));
        }
        return from.as(node.output(), from.dims());
    }

    private OnnxTensor concat() {
        node.requireKnown("axis");
        if (node.integer("axis", 0) != 0) {
            throw node.unsupported(
                    "axis is " + node.integer("axis", 0) + ", supported is 0, of vectors of whole numbers");
        }
        long[] all = {};
        for (int i = 0; i < inputs.size(); i++) {
            if (input(i).dims().length != 1) {
                throw node.unsupported("its input " + input(i) + " must be a vector");
            }
            all = joined(all, integers(i));
            requireShort(all.length);
        }
        return vector(all);
    }

    private static long[] joined(long[] first, long[] second) {
        long[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** Shapes have a few numbers; doubling them again and again must lead nowhere. */
    private void requireShort(int count) {
        if (count > 1000) {
            throw node.unsupported("it gives " + count + " whole numbers, more than the 1000 allowed");
        }
    }

    private OnnxTensor gather() {
        node.requireKnown("axis");
        node.require("axis", 0);
        long[] from = integers(0);
        long[] indices = integers(1);
        if (input(0).dims().length != 1) {
            throw node.unsupported("its input " + input(0) + " must be a vector");
        }
        long[] found = new long[indices.length];
        for (int i = 0; i < indices.length; i++) {
            long index = indices[i] < 0 ? indices[i] + from.length : indices[i];
            if (index < 0 || index >= from.length) {
                throw node.malformed("the index " + indices[i] + " is outside of " + input(0));
            }
            found[i] = from[(int) index];
        }
        return OnnxTensor.ofIntegers(node.output(), input(1).dims(), found);
    }

    private OnnxTensor slice() {
        node.requireKnown("starts", "ends", "axes");
        long[] from = integers(0);
        boolean byAttributes = opset < 10;
        long[] starts = byAttributes ? attribute("starts") : integers(1);
        long[] ends = byAttributes ? attribute("ends") : integers(2);
        long[] axes = byAttributes ? attribute("axes") : inputs.size() > 3 ? integers(3) : new long[] {0};
        long[] steps = inputs.size() > 4 ? integers(4) : new long[] {1};
        boolean alongTheOnlyAxis = axes.length == 0 || axes.length == 1 && (axes[0] == 0 || axes[0] == -1);
        boolean isOne = starts.length == 1 && ends.length == 1 && steps.length == 1 && steps[0] == 1;
        if (input(0).dims().length != 1 || !alongTheOnlyAxis || !isOne) {
            throw node.unsupported("it must take one piece of a vector of whole numbers");
        }
        int first = clamped(starts[0], from.length);
        int last = clamped(ends[0], from.length);
        return vector(Arrays.copyOfRange(from, first, Math.max(first, last)));
    }

    private long[] attribute(String name) {
        return IntStream.of(node.integers(name)).asLongStream().toArray();
    }

    private static int clamped(long index, int length) {
        long fromTheStart = index < 0 ? index + length : index;
        return (int) Math.max(0, Math.min(length, fromTheStart));
    }

    private OnnxTensor product() {
        node.requireKnown();
        long[] a = integers(0);
        long[] b = integers(1);
        if (a.length != b.length && a.length != 1 && b.length != 1) {
            throw node.unsupported("it multiplies " + input(0) + " by " + input(1));
        }
        long[] product = new long[Math.max(a.length, b.length)];
        for (int i = 0; i < product.length; i++) {
            long left = a[a.length == 1 ? 0 : i];
            long right = b[b.length == 1 ? 0 : i];
            if (left == OnnxTensor.BATCH || right == OnnxTensor.BATCH) {
                throw node.unsupported("it computes with the number of images");
            }
            try {
                product[i] = Math.multiplyExact(left, right);
            } catch (ArithmeticException e) {
                throw node.malformed(left + " times " + right + " is beyond every shape");
            }
        }
        return OnnxTensor.ofIntegers(node.output(), (a.length >= b.length ? input(0) : input(1)).dims(), product);
    }

    private List<Integer> axes() {
        return Axes.of(node, inputs.size() > 1 ? integers(1) : null, opset);
    }

    private OnnxTensor reshape() {
        node.requireKnown("allowzero");
        node.require("allowzero", 0);
        List<Integer> dims = new ArrayList<>();
        long[] target = integers(1);
        for (int i = 0; i < target.length; i++) {
            long side = target[i] == 0 && i < input(0).dims().length ? input(0).dims()[i] : target[i];
            if (side < -1 || side > Integer.MAX_VALUE) {
                throw node.unsupported("it reshapes the constant " + input(0) + " to " + Arrays.toString(target));
            }
            dims.add((int) side);
        }
        return input(0).as(node.output(), Axes.resolved(node, dims, input(0).size()));
    }

    private OnnxTensor transpose() {
        node.requireKnown("perm");
        OnnxTensor from = input(0);
        int[] dims = from.dims();
        int[] reversed =
                IntStream.range(0, dims.length).map(a -> dims.length - 1 - a).toArray();
        int[] axes = node.integers("perm", reversed);
        if (!from.isFloat() || !Axes.isPermutation(axes, dims.length)) {
            throw node.unsupported("it transposes the constant " + from + " by " + Arrays.toString(axes));
        }
        Flow turned = Flow.of(dims).transposed(axes);
        float[] values = from.floats();
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[turned.index(i)];
        }
        return OnnxTensor.ofFloats(node.output(), turned.dims(), result);
    }
}
