package org.mnist4j.config;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.RandomStream;

/** Valid configurations of every kind, each a function of its seed. */
final class RandomConfigs {

    private static final String[] NAMES = {
        "a", "\"quoted\" \\ name", "größer", "数字", "\uD83D\uDE00 end", "x".repeat(200)
    };

    private final RandomStream random;

    private RandomConfigs(long seed) {
        random = RandomStream.of(seed, "test configurations");
    }

    static ExperimentConfig ofSeed(long seed) {
        return new RandomConfigs(seed).config();
    }

    private ExperimentConfig config() {
        return ExperimentConfig.builder()
                .name(pick(NAMES))
                .seed(random.nextLong())
                .input(ImageShape.of(1 + random.nextInt(64), 1 + random.nextInt(64), 1 + random.nextInt(4)))
                .classes(2 + random.nextInt(999))
                .layers(layers())
                .output(Layers.softmax().init(pick(Initializer.values())))
                .loss(Losses.crossEntropy())
                .optimizer(optimizer())
                .epochs(1 + random.nextInt(100_000))
                .batchSize(1 + random.nextInt(65_536))
                .augmentation(augmentation())
                .engine(pick(EngineChoice.values()))
                .build();
    }

    private List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            layers.add(onMaps());
        }
        if (random.nextInt(3) == 0) {
            layers.add(random.nextInt(2) == 0 ? Layers.globalAvgPool() : Layers.flatten());
        }
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            layers.add(
                    random.nextInt(3) == 0
                            ? Layers.dropout(random.nextDouble())
                            : Layers.dense(1 + random.nextInt(300))
                                    .activation(pick(Activation.values()))
                                    .init(pick(Initializer.values())));
        }
        return layers;
    }

    /** A layer that fits feature maps of any size. */
    private Layer onMaps() {
        return switch (random.nextInt(4)) {
            case 0 ->
                Layers.conv2d(1 + random.nextInt(20), 1 + random.nextInt(5))
                        .padding(Padding.SAME)
                        .stride(1 + random.nextInt(3))
                        .activation(pick(Activation.values()))
                        .init(pick(Initializer.values()));
            case 1 -> Layers.maxPool2d(1).stride(1 + random.nextInt(3));
            case 2 -> Layers.avgPool2d(1).stride(1 + random.nextInt(3));
            default ->
                Layers.batchNorm()
                        .momentum(1 - random.nextDouble())
                        .epsilon(1 - random.nextDouble())
                        .activation(pick(Activation.values()));
        };
    }

    private Optimizer optimizer() {
        double learningRate = StrictMath.pow(10, -8 * random.nextDouble());
        return random.nextInt(2) == 0
                ? Optimizers.sgd(learningRate).momentum(random.nextDouble())
                : Optimizers.adam(learningRate)
                        .betas(random.nextDouble(), random.nextDouble())
                        .epsilon(StrictMath.pow(10, -1 - 15 * random.nextDouble()));
    }

    private List<Augmentation> augmentation() {
        List<Augmentation> augmentation = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            double area = StrictMath.pow(10, -6 * random.nextDouble());
            Augmentation next =
                    switch (random.nextInt(3)) {
                        case 0 ->
                            Augmentations.affine()
                                    .maxShift(4096 * random.nextDouble())
                                    .maxRotation(180 * (1 - random.nextDouble()))
                                    .maxScale(0.9 * random.nextDouble())
                                    .maxShear(60 * random.nextDouble());
                        case 1 ->
                            Augmentations.elastic(100_000 * (1 - random.nextDouble()), 100 * (1 - random.nextDouble()));
                        default ->
                            Augmentations.randomErasing(1 - random.nextDouble())
                                    .area(area * (1 - random.nextDouble()), area);
                    };
            augmentation.add(next);
        }
        return augmentation;
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
