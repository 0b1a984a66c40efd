package org.mnist4j.config;

import java.util.List;

/**
 * One layer of a network with its shapes.
 *
 * @param path its path in the configuration: {@code input}, {@code layers[0]} or {@code output}; {@code (implied)} for
 *     a flatten layer that the configuration omits
 * @param kind its type, for instance {@code dense}
 * @param detail its settings, for instance {@code 128 units, relu}
 * @param outputShape the shape of its output, without the batch: {@code [28, 28, 1]} or {@code [128]}
 * @param tensors its parameters and running statistics, in the order in which they are stored
 */
public record LayerSummary(
        String path, String kind, String detail, List<Integer> outputShape, List<TensorSpec> tensors) {

    /** Copies the lists. */
    public LayerSummary {
        outputShape = List.copyOf(outputShape);
        tensors = List.copyOf(tensors);
    }

    /** The number of trainable parameters. */
    public long parameters() {
        return tensors.stream()
                .filter(TensorSpec::isTrained)
                .mapToLong(TensorSpec::size)
                .sum();
    }

    /** The kind and its settings, as in {@code dense(128 units, relu)}; the image's shape for the input. */
    @Override
    public String toString() {
        return kind.equals("input") ? detail : detail.isEmpty() ? kind : kind + "(" + detail + ")";
    }
}
