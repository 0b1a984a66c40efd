package org.mnist4j.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of a node; what it does not have is empty.
 *
 * @param integer null if it is not a whole number
 * @param real null if it is not a number
 * @param text null if it is not a text
 * @param integers null if it is not a list of whole numbers
 * @param tensor null if it is not a tensor
 */
record OnnxAttribute(
        String name,
        @Nullable Long integer,
        @Nullable Float real,
        @Nullable String text,
        @Nullable List<Long> integers,
        @Nullable OnnxTensor tensor) {}
