package org.mnist4j.config;

import static org.mnist4j.config.Augmentations.affine;
import static org.mnist4j.config.Augmentations.blur;
import static org.mnist4j.config.Augmentations.contrast;
import static org.mnist4j.config.Augmentations.elastic;
import static org.mnist4j.config.Augmentations.horizontalFlip;
import static org.mnist4j.config.Augmentations.lines;
import static org.mnist4j.config.Augmentations.noise;
import static org.mnist4j.config.Augmentations.randomErasing;
import static org.mnist4j.config.Augmentations.redraw;
import static org.mnist4j.config.Augmentations.strokeWidth;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.maxPool2d;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.adamW;
import static org.mnist4j.config.Schedules.oneCycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mnist4j.data.ImageShape;

/** The ready-made experiments; docs/recipes.md gives the accuracy of each and the reasons for its settings. */
final class Presets {

    private static final Map<String, ExperimentConfig> PRESETS = new LinkedHashMap<>();

    static {
        PRESETS.put("seed", digits("two-layer perceptron", 5, dense(128)).build());
        PRESETS.put(
                "mlp-512",
                digits("three-layer perceptron", 12, dense(512), dropout(0.2), dense(512), dropout(0.2))
                        .build());
        PRESETS.put("mlp-800", distortedPerceptron());
        PRESETS.put("cnn-99", networkOfOneEpoch());
        PRESETS.put("cnn-fast", smallConvolutionalNetwork());
        PRESETS.put("cnn", convolutionalNetwork());
        PRESETS.put("robust", networkForDrawings());
        PRESETS.put("fashion", networkForClothes());
    }

    private Presets() {}

    private static ExperimentConfig.Builder digits(String name, int epochs, Layer... layers) {
        return ExperimentConfig.builder()
                .name(name)
                .seed(42)
                .input(ImageShape.of(28, 28, 1))
                .classes(10)
                .layers(layers)
                .optimizer(adam(0.001))
                .epochs(epochs)
                .batchSize(128);
    }

    /** Simard, Steinkraus and Platt (2003) reach 0.7% error with this network and elastic distortions. */
    private static ExperimentConfig distortedPerceptron() {
        return digits("800 units and distorted digits", 200, dense(800))
                .optimizer(adam(0.002))
                .schedule(oneCycle())
                .augmentation(affine().maxShift(1).maxRotation(8).maxScale(0.1).maxShear(6), elastic(34, 4))
                .averaging(ema(0.999))
                .build();
    }

    /** Normalization, small batches and a high rate for a single pass over the images: 99% in the least time. */
    private static ExperimentConfig networkOfOneEpoch() {
        BatchNorm norm = batchNorm().activation(Activation.RELU);
        Layer[] layers = {
            conv2d(16, 5).activation(Activation.IDENTITY),
            maxPool2d(2),
            norm,
            conv2d(32, 3).stride(2).activation(Activation.IDENTITY),
            norm,
            dense(128).activation(Activation.IDENTITY),
            norm
        };
        return digits("convolutional network of one epoch", 1, layers)
                .batchSize(64)
                .optimizer(adam(0.015).betas(0.9, 0.98))
                .schedule(oneCycle().riseShare(0.2))
                .build();
    }

    private static ExperimentConfig smallConvolutionalNetwork() {
        Layer[] layers = {conv2d(16, 3), maxPool2d(2), conv2d(32, 3), maxPool2d(2), dense(128), dropout(0.3)};
        return digits("small convolutional network", 6, layers)
                .optimizer(adam(0.004))
                .schedule(oneCycle())
                .augmentation(affine().maxShift(1).maxRotation(6).maxScale(0.05).maxShear(4))
                .build();
    }

    /** Weights averaged over some epochs, while the rate stays high, fit the distorted training images less closely than the last ones. */
    private static ExperimentConfig convolutionalNetwork() {
        return normalizedNetwork("convolutional network", 20)
                .schedule(oneCycle().riseShare(0.2).finalFactor(0.1))
                .augmentation(
                        affine().maxShift(0.75).maxRotation(10).maxScale(0.05).maxShear(8), elastic(20, 4))
                .averaging(ema(0.9998))
                .build();
    }

    /** Digits as people draw them: with other pens, slants and sizes than MNIST's, and in pictures that are not clean. */
    private static ExperimentConfig networkForDrawings() {
        Layer[] layers = {conv2d(32, 3), maxPool2d(2), conv2d(64, 3), maxPool2d(2), dense(128), dropout(0.3)};
        return digits("convolutional network for drawings", 20, layers)
                .optimizer(adam(0.003))
                .schedule(oneCycle())
                .augmentation(
                        affine().maxShift(2).maxRotation(12).maxScale(0.15).maxShear(15),
                        elastic(20, 4),
                        strokeWidth(0.5, 2).probability(0.5),
                        redraw(0.5).width(1, 5),
                        blur(0.8).probability(0.2),
                        contrast(3).probability(0.4),
                        lines(0.1).maxLevel(0.4),
                        noise(0.15).probability(0.2))
                .build();
    }

    /** Clothes hang upright: mirror images, small shifts and erased rectangles in place of distortions. */
    private static ExperimentConfig networkForClothes() {
        return normalizedNetwork("convolutional network for clothes", 30)
                .schedule(oneCycle())
                .augmentation(horizontalFlip(), affine().maxShift(1), randomErasing(0.25))
                .averaging(ema(0.999))
                .build();
    }

    /** Five convolutions, most of them on small maps, each normalized before its ReLU. */
    private static ExperimentConfig.Builder normalizedNetwork(String name, int epochs) {
        BatchNorm norm = batchNorm().activation(Activation.RELU);
        Layer[] layers = {
            linear(32),
            maxPool2d(2),
            norm,
            linear(64).padding(Padding.SAME),
            norm,
            linear(64).padding(Padding.SAME),
            maxPool2d(2),
            norm,
            linear(128).padding(Padding.SAME),
            norm,
            linear(128),
            norm,
            dropout(0.3)
        };
        return digits(name, epochs, layers).batchSize(64).optimizer(adamW(0.004).weightDecay(0.03));
    }

    private static Conv2d linear(int filters) {
        return conv2d(filters, 3).activation(Activation.IDENTITY);
    }

    static ExperimentConfig get(String name) {
        ExperimentConfig preset = PRESETS.get(name);
        if (preset == null) {
            throw new IllegalArgumentException(
                    "unknown preset \"" + name + "\"; the presets are " + String.join(", ", PRESETS.keySet()));
        }
        return preset;
    }

    static List<String> names() {
        return new ArrayList<>(PRESETS.keySet());
    }
}
