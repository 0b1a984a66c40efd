package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Augmentations.affine;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.Layers.avgPool2d;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Layers.maxPool2d;
import static org.mnist4j.config.Optimizers.sgd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Dropout;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.random.RandomStream;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;

class FreshStatisticsTest {

    /** Four batches, the last of 7 images. */
    private static final ImageDataset IMAGES = Mnist.loadTest().take(67);

    private static final int BATCH_SIZE = 20;

    private static final List<Layer> LAYERS = List.of(
            conv2d(4, 3),
            batchNorm().activation(Activation.RELU),
            maxPool2d(2),
            dropout(0.3),
            conv2d(5, 3),
            avgPool2d(2),
            batchNorm().momentum(0.3),
            dense(9),
            batchNorm(),
            dropout(0.5));

    private static ExperimentConfig config(List<Layer> layers, EngineChoice engine) {
        return ExperimentConfig.preset("seed").toBuilder()
                .layers(layers)
                .augmentation(affine().maxShift(2))
                .optimizer(sgd(0.05).momentum(0.9))
                .averaging(ema(0.9))
                .batchSize(BATCH_SIZE)
                .epochs(2)
                .engine(engine)
                .build();
    }

    /** Returns the running statistics by the definition in double precision, per layer, mean before variance. */
    private static List<double[]> expectedStatistics(ExperimentConfig config, float[] parameters) {
        List<Layer> withoutDropout = config.layers().stream()
                .filter(layer -> !(layer instanceof Dropout))
                .toList();
        ReferenceMaps reference =
                new ReferenceMaps(config.toBuilder().layers(withoutDropout).build(), parameters);
        List<double[]> sums = new ArrayList<>();
        int[] order = RandomStream.of(config.seed(), "statistics").permutation(IMAGES.size());
        for (int from = 0; from < IMAGES.size(); from += BATCH_SIZE) {
            int[] batch = Arrays.copyOfRange(order, from, Math.min(from + BATCH_SIZE, IMAGES.size()));
            reference.logits(IMAGES, batch, 1);
            for (int norm = 0; norm < reference.means.size(); norm++) {
                double share = (double) batch.length / IMAGES.size();
                add(sums, 2 * norm, reference.means.get(norm), share);
                add(sums, 2 * norm + 1, reference.variances.get(norm), share);
            }
        }
        return sums;
    }

    private static void add(List<double[]> sums, int at, double[] statistic, double share) {
        if (sums.size() == at) {
            sums.add(new double[statistic.length]);
        }
        for (int c = 0; c < statistic.length; c++) {
            sums.get(at)[c] += share * statistic[c];
        }
    }

    private static void assertFresh(ExperimentConfig config, float[] actual, float[] given) {
        List<double[]> expected = expectedStatistics(config, given);
        int offset = 0;
        int statistic = 0;
        for (TensorSpec tensor : config.summary().tensors()) {
            for (int i = 0; i < tensor.size(); i++) {
                if (tensor.isTrained()) {
                    assertThat(actual[offset + i]).as(tensor.name()).isEqualTo(given[offset + i]);
                } else {
                    // Float sums over 67 images of up to 676 positions each.
                    assertThat((double) actual[offset + i])
                            .as("%s[%d]", tensor.name(), i)
                            .isCloseTo(expected.get(statistic)[i], within(1e-5));
                }
            }
            offset += tensor.size();
            statistic += tensor.isTrained() ? 0 : 1;
        }
        assertThat(statistic).isEqualTo(expected.size());
    }

    @Test
    void statistics_areTheMeanOverBatchesOfUnaugmentedImages_weightedBySize() {
        ExperimentConfig config = config(LAYERS, EngineChoice.JAVA);
        float[] given = ParameterInitializer.draw(config);

        float[] fresh = FreshStatistics.compute(config, given, IMAGES, 1);

        assertFresh(config, fresh, given);
        assertThat(FreshStatistics.compute(config, given, IMAGES, 3)).isEqualTo(fresh);
    }

    /** The model of an averaged run has the statistics of the average, not an average of the statistics. */
    @ParameterizedTest
    @MethodSource("org.mnist4j.engine.TestEngines#underTest")
    void modelOfAnAveragedRun_hasFreshStatistics(EngineChoice engine) {
        ExperimentConfig config = config(LAYERS, engine);

        TrainingResult result = Trainer.of(config).fit(IMAGES);

        float[] trained = result.model().parameters();
        assertFresh(config, trained, trained);
    }

    /**
     * Batches of a single class lack the variance between classes: the geometric mean of the forty variances would be
     * 0.76 of that over all images at once. Over ten shuffled batches it is 1.01.
     */
    @Test
    void imagesSortedByClass_giveTheStatisticsOfTheWholeDataSet() {
        ImageDataset images = Mnist.loadTest().take(500);
        int[] byClass = IntStream.range(0, images.size())
                .boxed()
                .sorted(Comparator.comparing(images::label))
                .mapToInt(Integer::intValue)
                .toArray();
        Layer linear = dense(20).activation(Activation.IDENTITY);
        ExperimentConfig config = config(
                List.of(linear, batchNorm().activation(Activation.RELU), linear, batchNorm()), EngineChoice.JAVA);
        float[] given = Trainer.of(config).fit(images).model().parameters();

        float[] fresh =
                FreshStatistics.compute(config.toBuilder().batchSize(50).build(), given, images.subset(byClass), 1);
        float[] ofAll =
                FreshStatistics.compute(config.toBuilder().batchSize(500).build(), given, images, 1);

        double product = 1;
        int variances = 0;
        int offset = 0;
        for (TensorSpec tensor : config.summary().tensors()) {
            for (int i = 0; i < tensor.size(); i++) {
                if (tensor.name().endsWith("running_var")) {
                    product *= fresh[offset + i] / ofAll[offset + i];
                    variances++;
                }
            }
            offset += tensor.size();
        }
        assertThat(variances).isEqualTo(40);
        assertThat(Math.pow(product, 1.0 / variances)).isBetween(0.95, 1.05);
    }

    @Test
    void networkWithoutBatchNormalization_keepsItsParameters() {
        ExperimentConfig config = config(List.of(conv2d(2, 3), dense(4)), EngineChoice.JAVA);
        float[] given = ParameterInitializer.draw(config);

        assertThat(FreshStatistics.compute(config, given, IMAGES, 2)).isSameAs(given);
    }
}
