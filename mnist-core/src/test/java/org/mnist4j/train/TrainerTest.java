package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Layers.dropout;
import static org.mnist4j.config.Optimizers.adam;
import static org.mnist4j.config.Optimizers.sgd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Dense;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.Mnist;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelProvenance;
import org.mnist4j.model.TrainingMetrics;

class TrainerTest {

    /** 300 images are two batches of 128 and one of 44. */
    private static final int SIZE = 300;

    private static final ExperimentConfig CONFIG = ExperimentConfig.preset("seed").toBuilder()
            .layers(dense(16), dropout(0.1))
            .epochs(2)
            .build();

    private static ImageDataset train;
    private static ImageDataset validation;

    @BeforeAll
    static void load() {
        ImageDataset all = Mnist.loadTrain();
        train = all.take(SIZE);
        validation = all.subset(IntStream.range(SIZE, 500).toArray());
    }

    /** Records all events in order. */
    private static final class Recorder implements TrainingListener {
        private final List<Object> events = new ArrayList<>();

        @Override
        public void onTrainingStart(TrainingStart start) {
            events.add(start);
        }

        @Override
        public void onBatchEnd(BatchMetrics batch) {
            events.add(batch);
        }

        @Override
        public void onEpochEnd(EpochMetrics epoch) {
            events.add(epoch);
        }

        @Override
        public void onTrainingEnd(TrainingResult result) {
            events.add(result);
        }
    }

    @Test
    void listener_receivesAllEventsInOrder_includingTheSmallerLastBatch() {
        Recorder recorder = new Recorder();
        TrainingResult result = Trainer.of(CONFIG).listener(recorder).fit(train, validation);

        assertThat(recorder.events)
                .extracting(Object::getClass)
                .containsExactly(
                        TrainingStart.class,
                        BatchMetrics.class,
                        BatchMetrics.class,
                        BatchMetrics.class,
                        EpochMetrics.class,
                        BatchMetrics.class,
                        BatchMetrics.class,
                        BatchMetrics.class,
                        EpochMetrics.class,
                        TrainingResult.class);
        assertThat(recorder.events.get(0)).isEqualTo(new TrainingStart(CONFIG, 300, 200, 3, result.engine()));
        List<BatchMetrics> batches = recorder.events.stream()
                .filter(BatchMetrics.class::isInstance)
                .map(BatchMetrics.class::cast)
                .toList();
        assertThat(batches).extracting(BatchMetrics::epoch).containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(batches).extracting(BatchMetrics::batch).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(batches).extracting(BatchMetrics::batches).containsOnly(3);
        assertThat(batches).extracting(BatchMetrics::images).containsExactly(128, 128, 44, 128, 128, 44);
        List<EpochMetrics> epochs = result.history().epochs();
        assertThat(recorder.events).element(4).isEqualTo(epochs.get(0));
        assertThat(recorder.events).element(8).isEqualTo(epochs.get(1));
        assertThat(recorder.events).element(9).isEqualTo(result);
        for (EpochMetrics epoch : epochs) {
            double sum = batches.stream()
                    .filter(batch -> batch.epoch() == epoch.epoch())
                    .mapToDouble(batch -> batch.loss() * batch.images())
                    .sum();
            // The same doubles added in the same order; only the division differs.
            assertThat(epoch.trainingLoss()).isCloseTo(sum / SIZE, within(1e-12));
        }
    }

    @Test
    void result_namesTheImagesAndTheThreads() {
        TrainingConditions alone = Trainer.of(CONFIG).threads(3).fit(train).conditions();
        TrainingConditions validated = Trainer.of(CONFIG).fit(train, validation).conditions();

        assertThat(alone).isEqualTo(new TrainingConditions(DatasetIdentity.of(train), Optional.empty(), 3, "not used"));
        assertThat(validated.validation()).hasValue(DatasetIdentity.of(validation));
        assertThat(validated.threads())
                .isEqualTo(Math.min(256, Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void history_hasAllEpochs_andTheLossDecreases() {
        TrainingResult result = Trainer.of(
                        CONFIG.toBuilder().optimizer(adam(0.01)).epochs(6).build())
                .fit(train);

        assertThat(result.history().epochs()).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(result.history().epochs()).allSatisfy(epoch -> {
            assertThat(epoch.trainingAccuracy()).isBetween(0.0, 1.0);
            assertThat(epoch.trainingAccuracy() * SIZE)
                    .isCloseTo(Math.rint(epoch.trainingAccuracy() * SIZE), within(1e-9));
            assertThat(epoch.validationLoss()).isEmpty();
            assertThat(epoch.validationAccuracy()).isEmpty();
        });
        // The loss of a uniform prediction over ten classes is ln 10 = 2.303.
        assertThat(result.history().epochs().get(0).trainingLoss()).isBetween(1.5, 3.5);
        assertThat(result.history().epochs().get(5).trainingLoss())
                .isLessThan(result.history().epochs().get(0).trainingLoss() * 0.8);
        assertThat(result.trainingSeconds())
                .isGreaterThanOrEqualTo(result.history().epochs().stream()
                        .mapToDouble(EpochMetrics::seconds)
                        .sum());
        assertThat(result.config()).isSameAs(result.model().config());
        assertThat(result.model().classNames()).isEqualTo(train.classNames());
    }

    @Test
    void validationMetrics_areThoseOfTheModel() {
        TrainingResult result = Trainer.of(CONFIG).fit(train, validation);
        EvaluationReport report = result.model().evaluate(validation);
        EpochMetrics last = result.history().epochs().get(1);

        assertThat(last.validationAccuracy()).hasValue(report.accuracy());
        assertThat(last.validationLoss()).hasValue(report.logLoss());
    }

    @Test
    void sameExperiment_isBitIdentical_withOrWithoutListenersAndValidation() {
        Trainer trainer = Trainer.of(CONFIG);
        String expected = trainer.fit(train).model().parametersSha256();
        List<String> lines = new ArrayList<>();

        assertThat(trainer.fit(train).model().parametersSha256()).isEqualTo(expected);
        assertThat(trainer.listener(new Recorder())
                        .listener(Listeners.epochLines(lines::add))
                        .fit(train, validation)
                        .model()
                        .parametersSha256())
                .isEqualTo(expected);
        assertThat(Trainer.of(CONFIG.toBuilder().seed(43).build())
                        .fit(train)
                        .model()
                        .parametersSha256())
                .isNotEqualTo(expected);
        assertThat(lines)
                .hasSize(2)
                .allMatch(line -> line.matches("epoch [12]/2  loss \\d\\.\\d{4}  accuracy 0\\.\\d{4}"
                        + "  validation loss \\d\\.\\d{4}  accuracy 0\\.\\d{4}  \\d+\\.\\d\\d s"));
    }

    @Test
    void model_hasItsProvenance() {
        TrainingResult result = Trainer.of(CONFIG).fit(train, validation);
        EpochMetrics last = result.history().epochs().get(1);

        assertThat(result.model().provenance())
                .hasValue(new ModelProvenance(
                        BuildInfo.current(),
                        "java",
                        "mnist-train",
                        train.fingerprint(),
                        SIZE,
                        new TrainingMetrics(
                                2,
                                last.trainingLoss(),
                                last.trainingAccuracy(),
                                last.validationLoss(),
                                last.validationAccuracy())));
    }

    @ParameterizedTest
    @MethodSource("org.mnist4j.engine.TestEngines#underTest")
    void sameTraining_givesTheSameFile(EngineChoice engine, @TempDir Path folder) {
        Trainer trainer = Trainer.of(CONFIG.toBuilder().engine(engine).build());
        Path one = folder.resolve("one.safetensors");
        Path three = folder.resolve("three.safetensors");
        trainer.threads(1).fit(train, validation).model().save(one);
        trainer.threads(3).fit(train, validation).model().save(three);

        assertThat(one).hasSameBinaryContentAs(three);
        assertThat(Model.load(one).provenance().orElseThrow().engine())
                .isEqualTo(engine.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void anyDataSetName_canBeStoredInTheFile(@TempDir Path folder) {
        Path file = folder.resolve("model.safetensors");
        // In the last name, the last kept character would be the first half of a surrogate pair.
        for (String name : List.of(" ", "\uD83D", "x".repeat(199) + "\uD83D\uDE00")) {
            Trainer.of(CONFIG).fit(train.withName(name + ".")).model().save(file);

            String kept = Model.load(file).provenance().orElseThrow().trainingData();
            assertThat(kept)
                    .isEqualTo(
                            name.length() > 2
                                    ? "x".repeat(199) + "?"
                                    : (name + ".").strip().replace('\uD83D', '?'));
        }
    }

    @Test
    void listenersException_endsTheRun() {
        IllegalStateException thrown = new IllegalStateException("disk full");
        Recorder after = new Recorder();
        TrainingListener failing = new TrainingListener() {
            @Override
            public void onBatchEnd(BatchMetrics batch) {
                if (batch.batch() == 2) {
                    throw thrown;
                }
            }
        };

        assertThatThrownBy(() ->
                        Trainer.of(CONFIG).listener(failing).listener(after).fit(train))
                .isSameAs(thrown);
        assertThat(after.events).hasSize(2).last().isInstanceOf(BatchMetrics.class);
    }

    @Test
    void interrupt_stopsBeforeTheNextBatch_withTheFlagSet() {
        Recorder recorder = new Recorder();
        TrainingListener interrupting = new TrainingListener() {
            @Override
            public void onBatchEnd(BatchMetrics batch) {
                if (batch.epoch() == 2 && batch.batch() == 1) {
                    Thread.currentThread().interrupt();
                }
            }
        };

        TrainingInterruptedException exception = catchThrowableOfType(
                TrainingInterruptedException.class,
                () -> Trainer.of(CONFIG)
                        .listener(recorder)
                        .listener(interrupting)
                        .fit(train));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(exception.epoch()).isEqualTo(2);
        assertThat(exception.batch()).isEqualTo(2);
        assertThat(exception).hasMessage("training was interrupted in epoch 2 before batch 2");
        assertThat(recorder.events).hasSize(1 + 3 + 1 + 1);
    }

    private static ExperimentConfig.Builder diverging() {
        Dense linear = dense(16).activation(Activation.IDENTITY);
        return CONFIG.toBuilder()
                .layers(linear, linear)
                .optimizer(sgd(10).momentum(0.9))
                .epochs(100);
    }

    private static TrainingDivergedException divergence(Trainer trainer) {
        return catchThrowableOfType(TrainingDivergedException.class, () -> trainer.fit(train, validation));
    }

    @ParameterizedTest
    @MethodSource("org.mnist4j.engine.TestEngines#underTest")
    void divergence_isTypedAndNamesEpochAndBatch(EngineChoice engine) {
        ExperimentConfig config = diverging().engine(engine).build();

        TrainingDivergedException exception = divergence(Trainer.of(config));
        assertThat(exception.loss()).isNotFinite();
        assertThat(exception.epoch()).isBetween(1, 100);
        assertThat(exception.batch()).isBetween(1, 3);
        assertThat(exception)
                .hasMessage("the loss became " + exception.loss() + " in epoch " + exception.epoch() + ", batch "
                        + exception.batch() + "; lower training.optimizer.learningRate");
    }

    @Test
    void divergenceInTheLastStep_whoseLossIsNeverMeasured_isDetected() {
        // One batch per epoch: a NaN loss is caused by the previous step.
        ExperimentConfig config = diverging().batchSize(SIZE).build();
        TrainingDivergedException measured = catchThrowableOfType(
                TrainingDivergedException.class, () -> Trainer.of(config).fit(train));
        ExperimentConfig shorter =
                config.toBuilder().epochs(measured.epoch() - 1).build();

        assertThat(divergence(Trainer.of(shorter)).epoch()).isEqualTo(measured.epoch() - 1);
    }

    @Test
    void networkWhoseOutputsOverflow_isNeverAResult() {
        Layer[] deep = new Layer[20];
        Arrays.fill(deep, dense(12).activation(Activation.IDENTITY));
        ExperimentConfig config = CONFIG.toBuilder()
                .layers(deep)
                .optimizer(sgd(10))
                .batchSize(SIZE)
                .build();
        int diverged = 0;
        for (int epochs = 1; epochs <= 8; epochs++) {
            Trainer trainer = Trainer.of(config.toBuilder().epochs(epochs).build());
            try {
                trainer.fit(train).model().evaluate(train);
            } catch (TrainingDivergedException e) {
                diverged++;
            }
        }
        assertThat(diverged).isBetween(1, 8);
    }

    @Test
    void validationFractionOfOneImage_isRejected() {
        Trainer trainer = Trainer.of(CONFIG.toBuilder().validationFraction(0.5).build());

        assertThatThrownBy(() -> trainer.fit(train.take(1)))
                .isInstanceOf(DataMismatchException.class)
                .hasMessage("training.validationFraction is 0.5, data set " + train.name()
                        + " has only 1 training image; give more images, or set validationFraction to 0");
    }

    @Test
    void mismatchedData_isRejectedBeforeTraining() {
        ExperimentConfig otherShape =
                CONFIG.toBuilder().input(ImageShape.of(14, 14, 1)).build();
        ExperimentConfig otherClasses = CONFIG.toBuilder().classes(26).build();
        ImageDataset renamed = ImageDataset.of(
                "renamed",
                train.shape(),
                List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"),
                train.pixels(0),
                new int[] {1});

        assertThatThrownBy(() -> Trainer.of(otherShape).fit(train))
                .isInstanceOf(DataMismatchException.class)
                .hasMessage("input is 14x14x1, data set " + train.name()
                        + " has 28x28x1 images; set input to the data set's shape");
        assertThatThrownBy(() -> Trainer.of(otherClasses).fit(train))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "classes is 26, data set " + train.name() + " has 10; set classes to the data set's number");
        assertThatThrownBy(() -> Trainer.of(CONFIG).fit(train, renamed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the validation classes [a, b, c,")
                .hasMessageEndingWith("they must be the same");
    }
}
