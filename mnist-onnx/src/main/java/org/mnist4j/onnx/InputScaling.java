package org.mnist4j.onnx;

import java.util.List;

/**
 * What a network of another library expects in place of a pixel from 0 to 255: {@code (pixel / 255 - mean) / deviation},
 * for each channel.
 *
 * @param mean one value for all channels, or one for each
 * @param deviation as many values as {@code mean}, above 0
 */
public record InputScaling(List<Double> mean, List<Double> deviation) {

    /**
     * Checks both lists.
     *
     * @throws IllegalArgumentException if they are empty or differ in length, a value is not finite, or a deviation is
     *     not above 0
     */
    public InputScaling {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || mean.size() != deviation.size()) {
            throw new IllegalArgumentException(
                    "mean and deviation must have as many values, one or one for each channel;" + " were " + mean
                            + " and " + deviation);
        }
        for (double value : mean) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("mean must be finite, was " + value);
            }
        }
        for (double value : deviation) {
            if (!Double.isFinite(value) || !(value > 0)) {
                throw new IllegalArgumentException("deviation must be finite and above 0, was " + value);
            }
        }
    }

    /** From 0 to 1: {@code pixel / 255}, as PyTorch's {@code ToTensor} gives it. */
    public static InputScaling unit() {
        return standardized(0, 1);
    }

    /** From 0 to 255: the pixel itself. */
    public static InputScaling bytes() {
        return standardized(0, 1 / 255.0);
    }

    /** From -1 to 1: {@code pixel / 127.5 - 1}. */
    public static InputScaling symmetric() {
        return standardized(0.5, 0.5);
    }

    /** {@code (pixel / 255 - mean) / deviation}, as PyTorch's {@code Normalize}; for MNIST often 0.1307 and 0.3081. */
    public static InputScaling standardized(double mean, double deviation) {
        return new InputScaling(List.of(mean), List.of(deviation));
    }

    double mean(int channel) {
        return mean.get(mean.size() == 1 ? 0 : channel);
    }

    double deviation(int channel) {
        return deviation.get(deviation.size() == 1 ? 0 : channel);
    }
}
