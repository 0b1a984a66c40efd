package org.mnist4j.onnx;

import java.util.List;

/**
 * An input or output of a graph.
 *
 * @param type the number of its element type; 0 if it is not a tensor
 * @param dims the sides of the tensor, {@link #ANY} where the file leaves one open
 * @param hasShape whether the file says how many sides there are
 */
record OnnxValue(String name, long type, List<Long> dims, boolean hasShape) {

    static final long ANY = -1;

    /** For messages: {@code image, UINT8 [?, 1, 28, 28]}. */
    @Override
    public String toString() {
        String shape = hasShape ? dims.toString().replace(Long.toString(ANY), "?") : "of any shape";
        return name + ", " + ElementType.name(type) + " " + shape;
    }
}
