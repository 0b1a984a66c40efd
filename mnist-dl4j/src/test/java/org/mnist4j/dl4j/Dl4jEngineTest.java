package org.mnist4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.dense;

import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.engine.Engines;
import org.mnist4j.engine.TestEngines;
import org.mnist4j.engine.TrainingEngine;
import org.mnist4j.spi.EngineProvider;
import org.mnist4j.train.DataMismatchException;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;
import org.nd4j.linalg.factory.Nd4j;

/** What is particular to this engine; the tests of mnist-core that hold for every engine run here too. */
class Dl4jEngineTest {

    private static final ImageDataset IMAGES = Mnist.loadTest().take(1000);

    private static ExperimentConfig config() {
        return ExperimentConfig.preset("seed").toBuilder()
                .epochs(1)
                .engine(EngineChoice.DL4J)
                .build();
    }

    @Test
    void testsOfEveryEngine_runOnThisOne() {
        assertThat(TestEngines.UNDER_TEST).isEqualTo(EngineChoice.DL4J);
        assertThat(EngineProvider.installed()).hasExactlyElementsOfTypes(Dl4jEngineProvider.class);
    }

    @Test
    void closedEngine_leavesTheHostsThreadSettingsUnchanged() {
        int omp = Nd4j.getEnvironment().maxMasterThreads();
        int blas = openblas_nolapack.blas_get_num_threads();

        try (TrainingEngine engine = Engines.open(config(), 2)) {
            assertThat(engine.name()).isEqualTo("dl4j");
            assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(1);
            assertThat(Nd4j.getEnvironment().maxMasterThreads()).isEqualTo(1);
        }

        assertThat(Nd4j.getEnvironment().maxMasterThreads()).isEqualTo(omp);
        assertThat(openblas_nolapack.blas_get_num_threads()).isEqualTo(blas);
    }

    @Test
    void parametersOfTwoSimultaneousFits_areTheSameBits() throws Exception {
        String alone = Trainer.of(config()).fit(IMAGES).model().parametersSha256();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Future<TrainingResult> first =
                    two.submit(() -> Trainer.of(config()).threads(2).fit(IMAGES));
            Future<TrainingResult> second =
                    two.submit(() -> Trainer.of(config()).threads(3).fit(IMAGES));

            assertThat(first.get().model().parametersSha256()).isEqualTo(alone);
            assertThat(second.get().model().parametersSha256()).isEqualTo(alone);
        } finally {
            two.shutdownNow();
        }
    }

    @Test
    void model_recordsTheEngine() {
        TrainingResult result = Trainer.of(config()).fit(IMAGES);

        assertThat(result.model().provenance().orElseThrow().engine())
                .isEqualTo(EngineChoice.DL4J.name().toLowerCase(Locale.ROOT));
        assertThat(result.conditions().blasCore()).matches("[A-Z][A-Z0-9_]+|unknown");
    }

    @Test
    void lastBatchOfOneImage_withBatchNormalizationOfUnits_isRefused() {
        Trainer trainer = Trainer.of(
                config().toBuilder().layers(dense(5), batchNorm()).batchSize(20).build());

        assertThatThrownBy(() -> trainer.fit(IMAGES.take(21)))
                .isInstanceOf(DataMismatchException.class)
                .hasMessage(
                        "the last batch of an epoch, 21 training images in batches of 20, has 1, but engine dl4j needs"
                                + " at least 2 images for this network; use engine \"java\", or another training.batchSize");
    }
}
