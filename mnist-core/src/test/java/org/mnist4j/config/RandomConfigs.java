package org.mnist4j.config;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/** Generates valid configurations of every kind, each determined by its seed. */
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
                .loss(Losses.crossEntropy().labelSmoothing(pick(new Double[] {0.0, random.nextDouble()})))
                .optimizer(optimizer())
                .schedule(schedule())
                .warmUpEpochs(pick(new Double[] {0.0, 0.5, random.nextDouble()}))
                .gradientClipping(
                        random.nextInt(2) == 0
                                ? GradientClippings.noClipping()
                                : GradientClippings.clipByNorm(1e-3 + random.nextDouble()))
                .epochs(1 + random.nextInt(100_000))
                .batchSize(1 + random.nextInt(65_536))
                .augmentation(augmentation())
                .averaging(averaging())
                .validationFraction(0.5 * random.nextDouble())
                .earlyStopping(earlyStopping())
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
        double epsilon = StrictMath.pow(10, -1 - 15 * random.nextDouble());
        return switch (random.nextInt(5)) {
            case 0 -> Optimizers.sgd(learningRate).momentum(random.nextDouble());
            case 1 -> Optimizers.sgd(learningRate).momentum(0.9).nesterov(true);
            case 2 -> Optimizers.rmsProp(learningRate).rho(random.nextDouble()).epsilon(epsilon);
            case 3 ->
                Optimizers.adamW(learningRate)
                        .betas(random.nextDouble(), random.nextDouble())
                        .epsilon(epsilon)
                        .weightDecay(100 * random.nextDouble());
            default ->
                Optimizers.adam(learningRate)
                        .betas(random.nextDouble(), random.nextDouble())
                        .epsilon(epsilon);
        };
    }

    private Schedule schedule() {
        return switch (random.nextInt(4)) {
            case 0 -> Schedules.step(1 + random.nextInt(50), 1 - random.nextDouble());
            case 1 -> Schedules.cosine().finalFactor(random.nextDouble());
            case 2 ->
                Schedules.oneCycle()
                        .riseShare(random.nextDouble())
                        .startFactor(random.nextDouble())
                        .finalFactor(random.nextDouble());
            default -> Schedules.constant();
        };
    }

    private Averaging averaging() {
        return switch (random.nextInt(3)) {
            case 0 -> Averagings.ema(random.nextDouble());
            case 1 -> Averagings.lastEpochs(1 + random.nextInt(16));
            default -> Averagings.noAveraging();
        };
    }

    private EarlyStopping earlyStopping() {
        return random.nextInt(2) == 0
                ? EarlyStoppings.noEarlyStopping()
                : EarlyStoppings.patience(pick(Metric.values()), 1 + random.nextInt(100))
                        .minDelta(random.nextDouble())
                        .restoreBest(random.nextInt(2) == 0);
    }

    private List<Augmentation> augmentation() {
        List<Augmentation> augmentation = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            double area = StrictMath.pow(10, -6 * random.nextDouble());
            Augmentation next =
                    switch (random.nextInt(10)) {
                        case 0 ->
                            Augmentations.affine()
                                    .maxShift(4096 * random.nextDouble())
                                    .maxRotation(180 * (1 - random.nextDouble()))
                                    .maxScale(0.9 * random.nextDouble())
                                    .maxShear(60 * random.nextDouble());
                        case 1 ->
                            Augmentations.elastic(100_000 * (1 - random.nextDouble()), 100 * (1 - random.nextDouble()));
                        case 2 -> new HorizontalFlip(1 - random.nextDouble());
                        case 3 ->
                            Augmentations.strokeWidth(1 - 0.5 * random.nextDouble(), 2 + random.nextDouble())
                                    .probability(1 - random.nextDouble());
                        case 4 ->
                            Augmentations.redraw(1 - random.nextDouble())
                                    .width(1 + random.nextDouble(), 2 + 14 * random.nextDouble());
                        case 5 -> Augmentations.noise(1 - random.nextDouble()).probability(1 - random.nextDouble());
                        case 6 ->
                            Augmentations.blur(100 * (1 - random.nextDouble())).probability(1 - random.nextDouble());
                        case 7 ->
                            Augmentations.contrast(100 - 99 * random.nextDouble())
                                    .probability(1 - random.nextDouble())
                                    .maxBrightness(random.nextDouble());
                        case 8 ->
                            Augmentations.lines(1 - random.nextDouble())
                                    .maxLevel(1 - random.nextDouble())
                                    .minSpacing(2 + 4094 * random.nextDouble());
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
