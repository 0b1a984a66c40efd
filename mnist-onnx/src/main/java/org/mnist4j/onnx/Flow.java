package org.mnist4j.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What flows through the graph at one place, for one image: the shape of the tensor, and which value of the network is
 * where in it. So reshaping and transposing need no layer, only another order of the next layer's weights.
 */
final class Flow {

    private final int[] dims; // without the batch
    private final int @Nullable [] order; // [size], the value's index in the network; null for 0, 1, 2, ...
    private final boolean isFloat;
    private final int size;

    private Flow(int[] dims, int @Nullable [] order, boolean isFloat) {
        this.dims = dims;
        this.order = order;
        this.isFloat = isFloat;
        this.size = product(dims);
    }

    /** Values in the network's own order. */
    static Flow of(int... dims) {
        return new Flow(dims, null, true);
    }

    /** Values in any order. */
    Flow ordered(int @Nullable [] newOrder) {
        return new Flow(dims, newOrder, isFloat);
    }

    /** The same values at another place of the graph: an object of its own, since places are told apart by it. */
    Flow passedOn() {
        return new Flow(dims, order, isFloat);
    }

    /** The same values as bytes, with which nothing is computed. */
    Flow asBytes() {
        return new Flow(dims, order, false);
    }

    /** The same values as floats. */
    Flow asFloats() {
        return new Flow(dims, order, true);
    }

    boolean isFloat() {
        return isFloat;
    }

    int[] dims() {
        return dims.clone();
    }

    int rank() {
        return dims.length;
    }

    int size() {
        return size;
    }

    static int product(int... dims) {
        return Arrays.stream(dims).reduce(1, Math::multiplyExact);
    }

    /** The index in the network of the value at this place. */
    int index(int place) {
        return order == null ? place : order[place];
    }

    boolean hasShape(int... expected) {
        return Arrays.equals(dims, expected);
    }

    /** The same values in another shape of as many. */
    Flow reshaped(int... newDims) {
        return new Flow(newDims, order, isFloat);
    }

    /** The axis {@code a} of the result is the axis {@code axes[a]} of this one; the batch stays in front. */
    Flow transposed(int... axes) {
        int[] newDims = IntStream.of(axes).map(axis -> dims[axis]).toArray();
        int[] strides = strides(dims);
        int[] newOrder = new int[size()];
        int[] at = new int[axes.length];
        for (int place = 0; place < newOrder.length; place++) {
            int from = 0;
            for (int a = 0; a < axes.length; a++) {
                from += at[a] * strides[axes[a]];
            }
            newOrder[place] = index(from);
            increment(at, newDims);
        }
        boolean unchanged = IntStream.range(0, newOrder.length).allMatch(place -> newOrder[place] == place);
        return new Flow(newDims, unchanged ? null : newOrder, isFloat);
    }

    /** The distance between neighbours along each axis of an array in row-major order. */
    static int[] strides(int[] dims) {
        int[] strides = new int[dims.length];
        int stride = 1;
        for (int a = dims.length - 1; a >= 0; a--) {
            strides[a] = stride;
            stride *= dims[a];
        }
        return strides;
    }

    /** Goes to the next place in row-major order. */
    static void increment(int[] at, int[] dims) {
        for (int a = dims.length - 1; a >= 0 && ++at[a] == dims[a]; a--) {
            at[a] = 0;
        }
    }
}
