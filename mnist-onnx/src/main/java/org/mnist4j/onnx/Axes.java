package org.mnist4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The sides of shapes: which are left out, added or computed. */
final class Axes {

    private Axes() {}

    /**
     * The axes of Squeeze, Unsqueeze or ReduceMean.
     *
     * @param input the axes as an input, as later versions have them; null if there is none
     */
    static List<Integer> of(OnnxNode node, long @Nullable [] input, long opset) {
        if (opset < 13 || input == null) {
            node.requireKnown("axes", "keepdims", "noop_with_empty_axes");
            return IntStream.of(node.integers("axes")).boxed().toList();
        }
        node.requireKnown("keepdims", "noop_with_empty_axes");
        List<Integer> axes = new ArrayList<>();
        for (long axis : input) {
            if (axis < -TensorParser.MAX_DIMS || axis > TensorParser.MAX_DIMS) {
                throw node.malformed("it has the axis " + axis);
            }
            axes.add((int) axis);
        }
        return axes;
    }

    static OnnxTensor squeezed(OnnxNode node, OnnxTensor tensor, List<Integer> axes) {
        return tensor.as(node.output(), squeezed(node, tensor.dims(), axes));
    }

    static OnnxTensor unsqueezed(OnnxNode node, OnnxTensor tensor, List<Integer> axes) {
        return tensor.as(node.output(), unsqueezed(node, tensor.dims(), axes));
    }

    /** The shape without these sides, or without every side of 1 if none is named. */
    static int[] squeezed(OnnxNode node, int[] dims, List<Integer> axes) {
        boolean[] left = new boolean[dims.length];
        for (int axis : axes) {
            int at = positive(node, axis, dims.length);
            if (dims[at] != 1) {
                throw node.malformed("it leaves out a side of " + dims[at] + " of the shape " + Arrays.toString(dims));
            }
            left[at] = true;
        }
        return IntStream.range(0, dims.length)
                .filter(a -> axes.isEmpty() ? dims[a] != 1 : !left[a])
                .map(a -> dims[a])
                .toArray();
    }

    /** The shape with sides of 1 at these places of the result. */
    static int[] unsqueezed(OnnxNode node, int[] dims, List<Integer> axes) {
        int rank = dims.length + axes.size();
        if (rank > TensorParser.MAX_DIMS) {
            throw node.unsupported("it gives " + rank + " dimensions, supported are up to " + TensorParser.MAX_DIMS);
        }
        boolean[] added = new boolean[rank];
        for (int axis : axes) {
            int at = positive(node, axis, rank);
            if (added[at]) {
                throw node.malformed("it adds the axis " + axis + " twice");
            }
            added[at] = true;
        }
        int[] all = new int[rank];
        int from = 0;
        for (int a = 0; a < rank; a++) {
            all[a] = added[a] ? 1 : dims[from++];
        }
        return all;
    }

    static int positive(OnnxNode node, int axis, int rank) {
        int at = axis < 0 ? axis + rank : axis;
        if (at < 0 || at >= rank) {
            throw node.malformed("the axis " + axis + " is outside of " + rank + " dimensions");
        }
        return at;
    }

    /** Sides of which one may be -1, for what remains of {@code size} values. */
    static int[] resolved(OnnxNode node, List<Integer> dims, int size) {
        long known = 1;
        int open = -1;
        if (dims.size() > TensorParser.MAX_DIMS) {
            throw node.unsupported(
                    "it gives " + dims.size() + " dimensions, supported are up to " + TensorParser.MAX_DIMS);
        }
        for (int a = 0; a < dims.size(); a++) {
            if (dims.get(a) == -1) {
                if (open >= 0) {
                    throw node.malformed("it leaves two sides of the shape " + dims + " open");
                }
                open = a;
            } else {
                known = known * dims.get(a);
                if (known < 0 || known > Integer.MAX_VALUE) {
                    throw node.misfit("the shape " + dims + " is not one for " + size + " values");
                }
            }
        }
        boolean fits = open < 0 ? known == size : known > 0 && size % known == 0;
        if (!fits) {
            throw node.misfit("the shape " + dims + " is not one for " + size + " values");
        }
        int[] all = dims.stream().mapToInt(side -> side).toArray();
        if (open >= 0) {
            all[open] = (int) (size / known);
        }
        return all;
    }

    static boolean isPermutation(int[] axes, int rank) {
        return Arrays.equals(
                IntStream.of(axes).sorted().toArray(), IntStream.range(0, rank).toArray());
    }
}
