package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A convolution (cross-correlation, as is usual) with square kernels: output {@code f} at row {@code i} and column
 * {@code j} is {@code activation(b_f + sum over u, v, c of W[f][c][u][v] * x[c][i * stride + u][j * stride + v])}.
 *
 * @param filters number of output channels
 * @param kernel height and width of each kernel
 * @param stride step from one output to the next, down and across
 * @param padding how the borders are padded
 * @param activation applied to each pre-activation
 * @param init how {@code W} is drawn before training, with {@code in = channels * kernel^2} and {@code out = filters *
 *     kernel^2}
 */
@JsonTypeName("conv2d")
@Describe("a convolution with square kernels: each output is activation(W x + b) over a window of the input")
public record Conv2d(
        @Describe(value = "number of output channels", min = 1, max = 4096)
        int filters,

        @Describe(value = "height and width of each kernel", min = 1, max = 31)
        int kernel,

        @Describe(value = "step from one output to the next", min = 1, max = 16, defaultJson = "1")
        int stride,

        @Describe(value = "how the borders are padded", defaultJson = "\"valid\"")
        Padding padding,

        @Describe(value = "activation function", defaultJson = "\"relu\"")
        Activation activation,

        @Describe(value = "how the weights are drawn before training", defaultJson = "\"heNormal\"")
        Initializer init)
        implements Layer {

    /** This layer with a different stride. */
    public Conv2d stride(int newStride) {
        return new Conv2d(filters, kernel, newStride, padding, activation, init);
    }

    /** This layer with a different padding. */
    public Conv2d padding(Padding newPadding) {
        return new Conv2d(filters, kernel, stride, newPadding, activation, init);
    }

    /** This layer with a different activation. */
    public Conv2d activation(Activation newActivation) {
        return new Conv2d(filters, kernel, stride, padding, newActivation, init);
    }

    /** This layer with a different initializer. */
    public Conv2d init(Initializer newInit) {
        return new Conv2d(filters, kernel, stride, padding, activation, newInit);
    }
}
