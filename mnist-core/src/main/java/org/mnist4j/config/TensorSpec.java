package org.mnist4j.config;

import java.util.List;

/**
 * The name and shape of one tensor of a network, as PyTorch's {@code state_dict} of the same network has them.
 *
 * @param name for instance {@code layers.0.weight}
 * @param shape for instance {@code [128, 784]}: outputs first
 */
public record TensorSpec(String name, List<Integer> shape) {

    /** Copies the shape. */
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /** Whether the optimizer changes it; batch normalization's running statistics only follow the data. */
    public boolean isTrained() {
        return !name.endsWith(".running_mean") && !isVariance();
    }

    boolean isVariance() {
        return name.endsWith(".running_var");
    }

    /** How many numbers the tensor holds. */
    public int size() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    /** Whether weight decay applies: to weights of two or more dimensions, not to biases and not to normalization. */
    public boolean decays() {
        return name.endsWith(".weight") && shape.size() >= 2;
    }
}
