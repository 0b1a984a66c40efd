package org.mnist4j.config;

/** Makes layers, for a static import: {@code layers(conv2d(32, 3), maxPool2d(2), dense(128), dropout(0.2))}. */
public final class Layers {

    private Layers() {}

    /** A fully connected layer with ReLU and {@link Initializer#HE_NORMAL} until told otherwise. */
    public static Dense dense(int units) {
        return new Dense(units, Activation.RELU, Initializer.HE_NORMAL);
    }

    /**
     * A convolution of stride 1 without padding, with ReLU and {@link Initializer#HE_NORMAL}, until told otherwise.
     *
     * @param filters number of output channels
     * @param kernel height and width of each kernel
     */
    public static Conv2d conv2d(int filters, int kernel) {
        return new Conv2d(filters, kernel, 1, Padding.VALID, Activation.RELU, Initializer.HE_NORMAL);
    }

    /** Maxima over windows that touch and do not overlap, until told otherwise. */
    public static MaxPool2d maxPool2d(int window) {
        return new MaxPool2d(window, window);
    }

    /** Means over windows that touch and do not overlap, until told otherwise. */
    public static AvgPool2d avgPool2d(int window) {
        return new AvgPool2d(window, window);
    }

    /** The mean over all positions, one number per channel. */
    public static GlobalAvgPool globalAvgPool() {
        return new GlobalAvgPool();
    }

    /** Batch normalization with momentum 0.1, epsilon 1e-5 and no activation, until told otherwise. */
    public static BatchNorm batchNorm() {
        return new BatchNorm(0.1, 1e-5, Activation.IDENTITY);
    }

    /** Feature maps as one vector; implied by a dense layer after feature maps. */
    public static Flatten flatten() {
        return new Flatten();
    }

    /** Dropout with the given probability of dropping a value, in [0, 1). */
    public static Dropout dropout(double rate) {
        return new Dropout(rate);
    }

    /** The output layer, with {@link Initializer#XAVIER} until told otherwise. */
    public static Softmax softmax() {
        return new Softmax(Initializer.XAVIER);
    }
}
