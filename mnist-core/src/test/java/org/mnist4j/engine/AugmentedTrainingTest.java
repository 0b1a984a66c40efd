package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
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
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.augment.Augmenter;
import org.mnist4j.data.augment.Workspace;
import org.mnist4j.model.Model;
import org.mnist4j.random.RandomStream;
import org.mnist4j.train.Trainer;

/** Training with augmentation against training without it on images augmented beforehand, one by one. */
class AugmentedTrainingTest {

    static final ImageDataset IMAGES = Mnist.loadTest().take(200);
    private static final int BATCH = 32;

    static ExperimentConfig config(EngineChoice engine) {
        return ExperimentConfig.preset("seed").toBuilder()
                .layers(dropout(0.1), dense(24), dropout(0.3), dense(12))
                .augmentation(
                        affine().maxShift(2).maxRotation(10), elastic(34, 4), horizontalFlip(), randomErasing(0.25))
                .batchSize(BATCH)
                .engine(engine)
                .build();
    }

    private static ExperimentConfig plain(ExperimentConfig config) {
        return config.toBuilder().augmentation(List.of()).build();
    }

    private static ImageDataset augmented(ExperimentConfig config, ImageDataset images, int epoch) {
        Augmenter augmenter = config.augmenter();
        Workspace workspace = augmenter.newWorkspace();
        int size = images.shape().size();
        byte[] pixels = new byte[images.size() * size];
        byte[] one = new byte[size];
        int[] labels = new int[images.size()];
        for (int i = 0; i < images.size(); i++) {
            augmenter.apply(images.pixels(i), epoch, i, one, workspace);
            System.arraycopy(one, 0, pixels, i * size, size);
            labels[i] = images.label(i);
        }
        return ImageDataset.of("augmented", images.shape(), images.classNames(), pixels, labels);
    }

    private static int[] order(int epoch) {
        return RandomStream.of(3, "order", epoch).permutation(IMAGES.size());
    }

    static float[] trained(ExperimentConfig config, int threads, List<ImageDataset> imagesOfEpochs) {
        try (TrainingEngine engine = Engines.open(config, threads)) {
            for (int epoch = 1; epoch <= imagesOfEpochs.size(); epoch++) {
                ImageDataset images = imagesOfEpochs.get(epoch - 1);
                int[] order = order(epoch);
                for (int from = 0; from < order.length; from += BATCH) {
                    engine.step(images, order, from, Math.min(order.length, from + BATCH), epoch);
                }
            }
            return engine.parameters();
        }
    }

    @ParameterizedTest
    @MethodSource("org.mnist4j.engine.TestEngines#underTest")
    void parameters_areBitIdenticalToTrainingOnImagesAugmentedBeforehand(EngineChoice choice) {
        requireSameAsAugmentedBeforehand(config(choice));
    }

    @Test
    void strokesNoiseBlurContrastAndLines_areBitIdenticalAtAnyNumberOfThreads() {
        requireSameAsAugmentedBeforehand(config(EngineChoice.JAVA).toBuilder()
                .augmentation(
                        affine().maxShift(2),
                        strokeWidth(0.5, 2),
                        redraw(0.5),
                        blur(1),
                        contrast(2).maxBrightness(0.1),
                        lines(0.5),
                        noise(0.1).probability(0.5))
                .build());
    }

    private static void requireSameAsAugmentedBeforehand(ExperimentConfig config) {
        float[] expected =
                trained(plain(config), 1, List.of(augmented(config, IMAGES, 1), augmented(config, IMAGES, 2)));

        for (int threads : List.of(1, 2, 3, 8)) {
            assertThat(trained(config, threads, List.of(IMAGES, IMAGES)))
                    .as("%d threads", threads)
                    .isEqualTo(expected);
        }
        assertThat(trained(plain(config), 1, List.of(IMAGES, IMAGES))).isNotEqualTo(expected);
    }

    /** Images augmented ahead are for the next batch of the same order, and must not be used for any other batch. */
    @Test
    void batchOutOfOrder_doesNotUseImagesAugmentedAhead() {
        ExperimentConfig config = config(EngineChoice.JAVA);
        ImageDataset other = Mnist.loadTest().subset(IntStream.range(200, 400).toArray());
        float[] expected;
        try (TrainingEngine engine = Engines.open(plain(config), 1)) {
            stepAbout(engine, augmented(config, IMAGES, 1), augmented(config, IMAGES, 2), augmented(config, other, 2));
            expected = engine.parameters();
        }
        try (TrainingEngine engine = Engines.open(config, 2)) {
            stepAbout(engine, IMAGES, IMAGES, other);
            assertThat(engine.parameters()).isEqualTo(expected);
        }
    }

    private static void stepAbout(
            TrainingEngine engine, ImageDataset first, ImageDataset second, ImageDataset otherOfSecond) {
        int[] order = order(1);
        int[] reversed = new int[order.length];
        Arrays.setAll(reversed, i -> order[order.length - 1 - i]);
        engine.step(first, order, 0, BATCH, 1);
        engine.step(first, order, 2 * BATCH, 3 * BATCH, 1); // skips a batch
        engine.step(second, order, 3 * BATCH, 4 * BATCH, 2); // a different epoch
        engine.step(second, reversed, 4 * BATCH, 5 * BATCH, 2); // a different order
        engine.step(otherOfSecond, reversed, 5 * BATCH, 6 * BATCH, 2); // a different data set
    }

    @Test
    void model_predictsWithoutAugmentation() {
        ExperimentConfig config =
                config(EngineChoice.JAVA).toBuilder().epochs(1).build();
        ExperimentConfig plain = plain(config);

        Model augmentedModel = Trainer.of(config).fit(IMAGES).model();
        Model plainModel = Model.of(plain, IMAGES.classNames(), augmentedModel.parameters());

        assertThat(augmentedModel.evaluate(IMAGES)).isEqualTo(plainModel.evaluate(IMAGES));
    }
}
