package org.mnist4j.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A constant: a tensor of the file, whose values stay in the file's bytes until they are asked for, or one computed
 * from others.
 */
final class OnnxTensor {

    /** Stands for the number of images in a shape that is computed in the graph. */
    static final long BATCH = Long.MIN_VALUE;

    private final String name;
    private final long type;
    private final int[] dims;
    private final ByteBuffer floats; // of type FLOAT: little-endian
    private final long[] integers; // of the types INT32, INT64 and BOOL

    private OnnxTensor(String name, long type, int[] dims, ByteBuffer floats, long[] integers) {
        this.name = name;
        this.type = type;
        this.dims = dims;
        this.floats = floats;
        this.integers = integers;
    }

    /** Floats, four little-endian bytes each. */
    static OnnxTensor ofFloats(String name, int[] dims, ByteBuffer floats) {
        return new OnnxTensor(name, ElementType.FLOAT.number, dims, floats.order(ByteOrder.LITTLE_ENDIAN), new long[0]);
    }

    /** Floats. */
    static OnnxTensor ofFloats(String name, int[] dims, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return ofFloats(name, dims, bytes);
    }

    /** Whole numbers. */
    static OnnxTensor ofIntegers(String name, int[] dims, long... values) {
        return new OnnxTensor(name, ElementType.INT64.number, dims, ByteBuffer.allocate(0), values);
    }

    /** A tensor of a type that nothing here reads. */
    static OnnxTensor ofOtherType(String name, long type, int[] dims) {
        return new OnnxTensor(name, type, dims, ByteBuffer.allocate(0), new long[0]);
    }

    String name() {
        return name;
    }

    int[] dims() {
        return dims.clone();
    }

    /** The number of values. */
    int size() {
        return Arrays.stream(dims).reduce(1, Math::multiplyExact);
    }

    boolean isFloat() {
        return type == ElementType.FLOAT.number;
    }

    boolean isInteger() {
        return type == ElementType.INT64.number;
    }

    /** A copy of the values of a tensor of floats. */
    float[] floats() {
        float[] values = new float[size()];
        floats.asFloatBuffer().get(values);
        return values;
    }

    /** A copy of the values of a tensor of whole numbers. */
    long[] integers() {
        return integers.clone();
    }

    /** The same values in another shape of as many, under another name. */
    OnnxTensor as(String newName, int... newDims) {
        return new OnnxTensor(newName, type, newDims, floats, integers);
    }

    /** For messages: {@code fc.weight, FLOAT [10, 128]}. */
    @Override
    public String toString() {
        return name + ", " + ElementType.name(type) + " " + Arrays.toString(dims);
    }
}
