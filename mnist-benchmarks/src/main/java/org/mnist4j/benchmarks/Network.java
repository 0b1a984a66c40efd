package org.mnist4j.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The networks that runners train; both have ReLU, a softmax over 10 classes, and weights and biases within ±1/sqrt(inputs). */
public enum Network {
    /** One hidden layer on the 784 pixels. */
    DENSE(21, 10_000),
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

    /** How often the trained network predicts the test set and is timed; the median counts. */
    public int evaluations() {
        return evaluations;
    }

    /** How many test images a peer predicts in one call: feature maps of all 10,000 would take gigabytes. */
    public int imagesPerPrediction() {
        return imagesPerPrediction;
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
