package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Augmentations.affine;
import static org.mnist4j.config.Augmentations.elastic;
import static org.mnist4j.config.Averagings.lastEpochs;
import static org.mnist4j.config.EarlyStoppings.patience;
import static org.mnist4j.config.Optimizers.rmsProp;
import static org.mnist4j.train.SmallRun.BATCHES;
import static org.mnist4j.train.SmallRun.STEPS;
import static org.mnist4j.train.SmallRun.TRAIN;
import static org.mnist4j.train.SmallRun.VALIDATION;
import static org.mnist4j.train.SmallRun.assertSameResult;
import static org.mnist4j.train.SmallRun.interruptAfter;
import static org.mnist4j.train.SmallRun.interrupted;
import static org.mnist4j.train.SmallRun.name;
import static org.mnist4j.train.SmallRun.names;
import static org.mnist4j.train.SmallRun.refusal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.ExponentialAverage;
import org.mnist4j.config.Metric;
import org.mnist4j.engine.TestEngines;
import org.mnist4j.train.CheckpointException.Reason;

class ResumeTest extends CheckpointedRun {

    static Stream<ExperimentConfig> plainAndAugmented() {
        return TestEngines.underTest()
                .map(SmallRun::config)
                .flatMap(config -> Stream.of(
                        config,
                        config.toBuilder()
                                .augmentation(affine().maxShift(2).maxRotation(10), elastic(34, 4))
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("plainAndAugmented")
    void runInterruptedAfterAnyStep_resumesToTheSameResult(ExperimentConfig config) {
        TrainingResult expected = Trainer.of(config).fit(TRAIN, VALIDATION);
        for (int steps = 1; steps < STEPS; steps++) {
            Path own = temp.resolve("after-" + steps);
            Trainer trainer = Trainer.of(config).checkpoints(Checkpoints.in(own));
            Trainer stopping = trainer.listener(interruptAfter(steps));

            TrainingInterruptedException stopped =
                    catchThrowableOfType(TrainingInterruptedException.class, () -> stopping.fit(TRAIN, VALIDATION));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(stopped.checkpoint()).hasValue(own.resolve(name(steps)));
            assertThat(stopped).hasMessageContaining("resume it from " + own.resolve(name(steps)));

            assertSameResult(trainer.resume(own, TRAIN, VALIDATION), expected);
        }
    }

    static Stream<ExperimentConfig> everything() {
        return TestEngines.underTest()
                .map(SmallRun::everything)
                .flatMap(config -> Stream.of(
                        config,
                        config.toBuilder()
                                .averaging(lastEpochs(2))
                                .optimizer(rmsProp(0.02))
                                .earlyStopping(patience(Metric.ACCURACY, 1))
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void runWithEverything_interruptedAfterAnyStep_resumesToTheSameResult(ExperimentConfig config) {
        TrainingResult expected = Trainer.of(config).threads(1).fit(TRAIN);
        int epochs = expected.history().epochs().size();
        assertThat(expected.stopReason()).isEqualTo(StopReason.EARLY_STOPPED);
        assertThat(epochs).isBetween(3, 7);
        boolean patient = config.training().averaging() instanceof ExponentialAverage;
        assertThat(expected.bestEpoch().orElseThrow()).isEqualTo(patient ? epochs : epochs - 1);

        for (int steps = 1; steps < epochs * BATCHES; steps++) {
            assertResumesAfter(steps, config, expected);
        }
    }

    /** Interrupts a run on three threads after {@code steps} steps and resumes it on two. */
    private void assertResumesAfter(int steps, ExperimentConfig config, TrainingResult expected) {
        Path own = temp.resolve("after-" + steps);
        Trainer trainer = Trainer.of(config).checkpoints(Checkpoints.in(own));
        Trainer stopping = trainer.threads(3).listener(interruptAfter(steps));
        assertThatThrownBy(() -> stopping.fit(TRAIN)).isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertSameResult(trainer.threads(2).resume(own, TRAIN), expected);
    }

    /**
     * Running statistics are not weights, and are recomputed for the average of each epoch; both must survive a resume.
     */
    @ParameterizedTest
    @MethodSource("org.mnist4j.engine.TestEngines#underTest")
    void convolutionalRun_interruptedAfterAnyStep_resumesToTheSameResult(EngineChoice engine) {
        ExperimentConfig config = SmallRun.convolutional(engine);
        TrainingResult expected = Trainer.of(config).threads(1).fit(TRAIN);
        assertThat(expected.stopReason()).isEqualTo(StopReason.EARLY_STOPPED);
        int end = expected.history().epochs().size() * BATCHES;

        for (int steps = 1; steps < end; steps += 2) {
            assertResumesAfter(steps, config, expected);
        }
    }

    @ParameterizedTest
    @MethodSource("everything")
    void resumeOfARunThatStoppedEarly_returnsTheSameResult(ExperimentConfig config) {
        Trainer trainer = Trainer.of(config).checkpoints(Checkpoints.in(folder).everyEpochs(100));
        TrainingResult expected = trainer.fit(TRAIN);
        List<Object> trained = new ArrayList<>();

        TrainingResult again = trainer.listener(new TrainingListener() {
                    @Override
                    public void onBatchEnd(BatchMetrics batch) {
                        trained.add(batch);
                    }
                })
                .resume(folder, TRAIN);

        assertSameResult(again, expected);
        assertThat(again.history()).isEqualTo(expected.history());
        assertThat(trained).isEmpty();
    }

    @Test
    void resumeWithDifferentImages_isRejected_alsoWithHeldOutImages() {
        Trainer trainer = Trainer.of(SmallRun.everything(EngineChoice.JAVA)).checkpoints(Checkpoints.in(folder));
        interrupted(trainer, 2);

        assertThat(refusal(() -> trainer.resume(folder, TRAIN.take(299))).reason())
                .isEqualTo(Reason.OTHER_DATA);
        assertThat(refusal(() -> trainer.resume(folder, TRAIN, VALIDATION)).reason())
                .isEqualTo(Reason.OTHER_DATA);
    }

    @Test
    void runInterruptedAfterEveryStep_givesTheSameResult() {
        TrainingResult expected = Trainer.of(CONFIG).threads(1).fit(TRAIN);
        interrupted(trainer().threads(3), 1);
        for (int steps = 2; steps < STEPS; steps++) {
            Trainer stopping = trainer().threads(1 + steps % 3).listener(interruptAfter(1));
            assertThatThrownBy(() -> stopping.resume(folder, TRAIN)).isInstanceOf(TrainingInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(names(folder)).contains(name(steps)).hasSize(2);
        }

        assertSameResult(trainer().resume(folder, TRAIN), expected);
    }

    @Test
    void checkpoints_doNotChangeTheResult_andTheNewestTwoAreKept() {
        TrainingResult expected = Trainer.of(CONFIG).fit(TRAIN);

        assertSameResult(trainer().fit(TRAIN), expected);

        assertThat(names(folder)).containsExactly(name(6), name(9));
    }

    @Test
    void checkpoints_areWrittenAtTheConfiguredFrequency() {
        List<String> written = new ArrayList<>();
        Path other = temp.resolve("other");
        Checkpoints often = Checkpoints.in(other).everyEpochs(2).everyBatches(2).keep(100);

        Trainer.of(CONFIG).checkpoints(often).fit(TRAIN);
        assertThat(names(other)).containsExactly(name(2), name(5), name(6), name(8), name(9));

        trainer()
                .checkpoints(Checkpoints.in(folder).everyEpochs(100).keep(1))
                .listener(new TrainingListener() {
                    @Override
                    public void onBatchEnd(BatchMetrics batch) {
                        written.addAll(names(folder));
                    }
                })
                .fit(TRAIN);
        assertThat(written).containsOnly(BegunRun.FILE);
        assertThat(names(folder)).containsExactly(name(9));
    }

    @Test
    void resumeOfACompleteRun_returnsTheSameResult() {
        TrainingResult expected = trainer().fit(TRAIN, VALIDATION);
        List<Object> events = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onResume(ResumePoint point) {
                events.add(point);
            }

            @Override
            public void onBatchEnd(BatchMetrics batch) {
                events.add(batch);
            }

            @Override
            public void onTrainingEnd(TrainingResult result) {
                events.add("end");
            }
        };

        TrainingResult again = trainer().listener(listener).resume(folder, TRAIN, VALIDATION);

        assertSameResult(again, expected);
        assertThat(again.history()).isEqualTo(expected.history());
        assertThat(events).containsExactly(new ResumePoint(folder.resolve(name(9)), expected.history(), 0), "end");
    }

    @Test
    void listener_receivesTheResumePoint_andOnlyLaterEvents() {
        interrupted(trainer(), 4);
        List<ResumePoint> points = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        List<Integer> epochs = new ArrayList<>();

        TrainingResult result = trainer()
                .listener(new TrainingListener() {
                    @Override
                    public void onResume(ResumePoint point) {
                        points.add(point);
                    }

                    @Override
                    public void onBatchEnd(BatchMetrics batch) {
                        steps.add((batch.epoch() - 1) * BATCHES + batch.batch());
                    }

                    @Override
                    public void onEpochEnd(EpochMetrics epoch) {
                        epochs.add(epoch.epoch());
                    }
                })
                .resume(folder, TRAIN);

        assertThat(points)
                .containsExactly(new ResumePoint(
                        folder.resolve(name(4)),
                        new TrainingHistory(result.history().epochs().subList(0, 1)),
                        1));
        assertThat(steps).containsExactly(5, 6, 7, 8, 9);
        assertThat(epochs).containsExactly(2, 3);
    }

    @Test
    void seconds_addUp() {
        interrupted(trainer(), 4);
        Checkpoint stopped = CheckpointFile.read(folder.resolve(name(4)));

        TrainingResult result = trainer().resume(folder, TRAIN);

        assertThat(stopped.progress().seconds()).isPositive();
        assertThat(result.trainingSeconds()).isGreaterThan(stopped.progress().seconds());
        assertThat(result.history().epochs().get(1).seconds())
                .isGreaterThan(stopped.progress().epochSeconds());
        assertThat(result.trainingSeconds())
                .isGreaterThanOrEqualTo(result.history().epochs().stream()
                        .mapToDouble(EpochMetrics::seconds)
                        .sum());
    }

    @Test
    void listenersException_endsTheRun_andTheCheckpointIsKept() {
        TrainingResult expected = Trainer.of(CONFIG).fit(TRAIN);
        IllegalStateException thrown = new IllegalStateException("no");
        TrainingListener failing = new TrainingListener() {
            @Override
            public void onEpochEnd(EpochMetrics epoch) {
                if (epoch.epoch() == 2) {
                    throw thrown;
                }
            }
        };

        assertThatThrownBy(() -> trainer().listener(failing).fit(TRAIN)).isSameAs(thrown);

        // The checkpoint was written before the listener was called.
        assertThat(names(folder)).containsExactly(name(3), name(6));
        assertSameResult(trainer().resume(folder, TRAIN), expected);
    }

    @Test
    void interruptBeforeTheFirstStep_leavesNoCheckpoint_andResumeBeginsAnew() {
        Thread.currentThread().interrupt();

        TrainingInterruptedException stopped = catchThrowableOfType(
                TrainingInterruptedException.class, () -> trainer().fit(TRAIN));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.checkpoint()).isEmpty();
        assertThat(stopped).hasMessage("training was interrupted in epoch 1 before batch 1");
        assertThat(names(folder)).containsExactly(BegunRun.FILE);
        assertSameResult(trainer().resume(folder, TRAIN), Trainer.of(CONFIG).fit(TRAIN));
    }

    @Test
    void interruptBeforeTheFirstStepOfAResumedRun_keepsItsCheckpoint() {
        interrupted(trainer(), 2);
        Thread.currentThread().interrupt();

        TrainingInterruptedException stopped = catchThrowableOfType(
                TrainingInterruptedException.class, () -> trainer().resume(folder, TRAIN));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.checkpoint()).hasValue(folder.resolve(name(2)));
        assertThat(names(folder)).containsExactly(name(2));
    }
}
