package org.mnist4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.conv2d;
import static org.mnist4j.config.Layers.dense;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.TensorSpec;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;

class BatchNormStatisticsTest {

    private static final ImageDataset IMAGES = Mnist.loadTest().take(21);

    /** Returns the running mean and variance of each batch normalization, in order. */
    private static List<List<Float>> statistics(ExperimentConfig config, float[] parameters) {
        List<List<Float>> all = new ArrayList<>();
        int offset = 0;
        for (TensorSpec tensor : config.summary().tensors()) {
            if (!tensor.isTrained()) {
                List<Float> values = new ArrayList<>();
                for (int i = 0; i < tensor.size(); i++) {
                    values.add(parameters[offset + i]);
                }
                all.add(values);
            }
            offset += tensor.size();
        }
        return all;
    }

    private static ExperimentConfig config(EngineChoice engine) {
        return ExperimentConfig.preset("seed").toBuilder()
                .layers(conv2d(3, 3), batchNorm(), dense(5), batchNorm())
                .batchSize(20)
                .epochs(1)
                .engine(engine)
                .build();
    }

    /**
     * 21 images in batches of 20 leave a batch of one: 676 values per channel of the feature maps, but one per unit.
     */
    @Test
    void batchOfOneImage_changesTheStatisticsOfFeatureMaps_butNotOfUnits() {
        ExperimentConfig config = config(EngineChoice.JAVA);
        int[] order = IntStream.range(0, IMAGES.size()).toArray();
        try (TrainingEngine engine = Engines.open(config, 1)) {
            List<List<Float>> atFirst = statistics(config, engine.parameters());
            engine.step(IMAGES, order, 0, 20, 1);
            List<List<Float>> afterTwenty = statistics(config, engine.parameters());
            engine.step(IMAGES, order, 20, 21, 1);
            List<List<Float>> afterOne = statistics(config, engine.parameters());

            for (int statistic = 0; statistic < 4; statistic++) {
                assertThat(afterTwenty.get(statistic)).isNotEqualTo(atFirst.get(statistic));
            }
            assertThat(afterOne.subList(2, 4)).isEqualTo(afterTwenty.subList(2, 4));
            assertThat(afterOne.get(0)).isNotEqualTo(afterTwenty.get(0));
            assertThat(afterOne.get(1)).isNotEqualTo(afterTwenty.get(1));
        }
    }
}
