package org.mnist4j.config;

/**
 * Factory methods for layers, for static import: {@code layers(conv2d(32, 3), maxPool2d(2), dense(128), dropout(0.2))}.
 */
public final class Layers {

    private Layers() {}

    /** A fully connected layer with ReLU and {@link Initializer#HE_NORMAL} by default. */
    public static Dense dense(int units) {
        return new Dense(units, Activation.RELU, Initializer.HE_NORMAL);
    }

    /**
     * A convolution with stride 1, no padding, ReLU and {@link Initializer#HE_NORMAL} by default.
     *
     * @param filters number of output channels
     * @param kernel height and width of each kernel
     */
    public static Conv2d conv2d(int filters, int kernel) {
        return new Conv2d(filters, kernel, 1, Padding.VALID, Activation.RELU, Initializer.HE_NORMAL);
    }

    /** Max pooling over non-overlapping windows by default. */
    public static MaxPool2d maxPool2d(int window) {
        return new MaxPool2d(window, window);
    }

    /** Average pooling over non-overlapping windows by default. */
    public static AvgPool2d avgPool2d(int window) {
        return new AvgPool2d(window, window);
    }

    /** The mean over all positions, one value per channel. */
    public static GlobalAvgPool globalAvgPool() {
        return new GlobalAvgPool();
    }

    /** Batch normalization with momentum 0.1, epsilon 1e-5 and no activation, by default. */
    public static BatchNorm batchNorm() {
        return new BatchNorm(0.1, 1e-5, Activation.IDENTITY);
    }

    /** Flattens feature maps into a vector; implied before a dense layer. */
    public static Flatten flatten() {
        return new Flatten();
    }

    /** Dropout with the given probability of dropping a value, in [0, 1). */
    public static Dropout dropout(double rate) {
        return new Dropout(rate);
    }

    /** The output layer, with {@link Initializer#XAVIER} by default. */
    public static Softmax softmax() {
        return new Softmax(Initializer.XAVIER);
    }
}
