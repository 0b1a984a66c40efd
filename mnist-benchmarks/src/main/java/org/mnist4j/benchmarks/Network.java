package org.mnist4j.benchmarks;

import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.maxPool2d;
import static org.mnist4j.config.Layers.softmax;
import static org.mnist4j.config.Losses.crossEntropy;
import static org.mnist4j.config.Optimizers.adam;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mnist4j.config.Activation;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Initializer;
import org.mnist4j.config.Layer;

/**
 * The networks that runners know by name; all have ReLU and a softmax over 10 classes, and are trained with cross-entropy and Adam
 * with learning rate 0.001. Weights and biases are within ±1/sqrt(inputs) at first, but for {@link #SEED}.
 */
public enum Network {
    /** One hidden layer on the 784 pixels. */
    DENSE(21, 10_000),
    /** The preset {@code seed}: the same with the first weights of He et al., and for the output of Glorot and Bengio. */
    SEED(21, 10_000),
    /**
     * Convolution with {@link #FIRST_FILTERS}, maximum pooling, convolution with {@link #SECOND_FILTERS}, maximum pooling,
     * one hidden dense layer. Kernels are 3x3 without padding, pooling windows 2x2; what is left over at the border is
     * dropped.
     */
    CONV(1, 1_000);

    /** Filters of the first convolution. */
    public static final int FIRST_FILTERS = 32;

    /** Filters of the second convolution. */
    public static final int SECOND_FILTERS = 64;

    /** Height and width of the convolutions' kernels. */
    public static final int KERNEL = 3;

    /** Height, width and stride of the pooling windows. */
    public static final int POOL = 2;

    /** What arrives at the dense layer: 28 - 2 = 26, halved 13, - 2 = 11, halved 5, squared, times the filters. */
    public static final int FLAT = 5 * 5 * SECOND_FILTERS;

    private final int evaluations;
    private final int imagesPerPrediction;

    Network(int evaluations, int imagesPerPrediction) {
        this.evaluations = evaluations;
        this.imagesPerPrediction = imagesPerPrediction;
    }

    /** See {@link Job#evaluations()}. */
    int evaluations() {
        return evaluations;
    }

    /** See {@link Job#imagesPerPrediction()}. */
    int imagesPerPrediction() {
        return imagesPerPrediction;
    }

    /** The experiment, with as many units in the hidden dense layer. */
    ExperimentConfig.Builder experiment(int hidden) {
        return ExperimentConfig.preset("seed").toBuilder()
                .layers(layers(hidden))
                .output(this == SEED ? softmax() : softmax().init(Initializer.FAN_IN_UNIFORM))
                .loss(crossEntropy())
                .optimizer(adam(0.001));
    }

    private List<Layer> layers(int hidden) {
        Layer last = dense(hidden).activation(Activation.RELU).init(Initializer.FAN_IN_UNIFORM);
        return switch (this) {
            case DENSE -> List.of(last);
            case SEED -> List.of(dense(hidden));
            case CONV ->
                List.of(
                        convolution(FIRST_FILTERS),
                        maxPool2d(POOL),
                        convolution(SECOND_FILTERS),
                        maxPool2d(POOL),
                        last);
        };
    }

    private static Layer convolution(int filters) {
        return conv2d(filters, KERNEL).activation(Activation.RELU).init(Initializer.FAN_IN_UNIFORM);
    }

    /** Its name on the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Network of(String option) {
        return Arrays.stream(values())
                .filter(network -> network.option().equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected --network "
                        + Arrays.stream(values()).map(Network::option).collect(Collectors.joining(" or ")) + ", got "
                        + option));
    }
}
