package org.mnist4j.config;

import java.util.List;

/**
 * The name and shape of one tensor of a network, as in PyTorch's {@code state_dict} of the same network.
 *
 * @param name for instance {@code layers.0.weight}
 * @param shape for instance {@code [128, 784]}: outputs first
 */
public record TensorSpec(String name, List<Integer> shape) {

    /** Copies the shape. */
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /**
     * Whether the optimizer updates it; batch normalization's running statistics are computed from the data instead.
     */
    public boolean isTrained() {
        return !name.endsWith(".running_mean") && !isVariance();
    }

    boolean isVariance() {
        return name.endsWith(".running_var");
    }

    /** The number of values in the tensor. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** Whether weight decay applies: to weights of two or more dimensions, not to biases and not to normalization. */
    public boolean decays() {
        return name.endsWith(".weight") && shape.size() >= 2;
    }
}
