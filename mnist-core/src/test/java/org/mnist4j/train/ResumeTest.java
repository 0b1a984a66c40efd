package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Augmentations.affine;
import static org.mnist4j.config.Augmentations.elastic;
import static org.mnist4j.config.Averagings.lastEpochs;
import static org.mnist4j.config.EarlyStoppings.patience;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Optimizers.rmsProp;
import static org.mnist4j.config.Optimizers.sgd;
import static org.mnist4j.train.SmallRun.BATCHES;
import static org.mnist4j.train.SmallRun.STEPS;
import static org.mnist4j.train.SmallRun.TRAIN;
import static org.mnist4j.train.SmallRun.VALIDATION;
import static org.mnist4j.train.SmallRun.assertSameResult;
import static org.mnist4j.train.SmallRun.interruptAfter;
import static org.mnist4j.train.SmallRun.name;
import static org.mnist4j.train.SmallRun.names;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Dense;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.ExponentialAverage;
import org.mnist4j.config.Metric;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.train.CheckpointException.Reason;

class ResumeTest {

    private static final ExperimentConfig CONFIG = SmallRun.config();

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void nameFolder() {
        folder = temp.resolve("checkpoints");
    }

    private Trainer trainer() {
        return Trainer.of(CONFIG).checkpoints(Checkpoints.in(folder));
    }

    /** Trains so many steps, and leaves the checkpoint of an interrupted run. */
    private TrainingInterruptedException interrupted(Trainer trainer, int steps) {
        TrainingInterruptedException stopped = catchThrowableOfType(
                TrainingInterruptedException.class,
                () -> trainer.listener(interruptAfter(steps)).fit(TRAIN));
        assertThat(Thread.interrupted()).isTrue();
        return stopped;
    }

    private static CheckpointException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        CheckpointException refused = catchThrowableOfType(CheckpointException.class, call);
        assertThat(refused).as("a CheckpointException").isNotNull();
        return refused;
    }

    static Stream<ExperimentConfig> plainAndAugmentedOnBothEngines() {
        return Stream.of(EngineChoice.JAVA, EngineChoice.DL4J)
                .map(SmallRun::config)
                .flatMap(config -> Stream.of(
                        config,
                        config.toBuilder()
                                .augmentation(affine().maxShift(2).maxRotation(10), elastic(34, 4))
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("plainAndAugmentedOnBothEngines")
    void runInterruptedAfterAnyStep_resumes_toTheSameResult(ExperimentConfig config) {
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

    static Stream<ExperimentConfig> everythingOnBothEngines() {
        return Stream.of(EngineChoice.JAVA, EngineChoice.DL4J)
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
    @MethodSource("everythingOnBothEngines")
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

    /** Interrupts a run on three threads after so many steps, and goes on with it on two. */
    private void assertResumesAfter(int steps, ExperimentConfig config, TrainingResult expected) {
        Path own = temp.resolve("after-" + steps);
        Trainer trainer = Trainer.of(config).checkpoints(Checkpoints.in(own));
        Trainer stopping = trainer.threads(3).listener(interruptAfter(steps));
        assertThatThrownBy(() -> stopping.fit(TRAIN)).isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertSameResult(trainer.threads(2).resume(own, TRAIN), expected);
    }

    /** Batch normalization's statistics are no weights, and are made anew for each epoch's average; neither may drift. */
    @ParameterizedTest
    @EnumSource(
            value = EngineChoice.class,
            names = {"JAVA", "DL4J"})
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
    @MethodSource("everythingOnBothEngines")
    void runThatHasStoppedEarly_isGivenAgain(ExperimentConfig config) {
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
    void resume_ofOtherImages_isRefused_whereSomeAreHeldOut() {
        Trainer trainer = Trainer.of(SmallRun.everything(EngineChoice.JAVA)).checkpoints(Checkpoints.in(folder));
        interrupted(trainer, 2);

        assertThat(refusal(() -> trainer.resume(folder, TRAIN.take(299))).reason())
                .isEqualTo(Reason.OTHER_DATA);
        assertThat(refusal(() -> trainer.resume(folder, TRAIN, VALIDATION)).reason())
                .isEqualTo(Reason.OTHER_DATA);
    }

    @Test
    void runStoppedAfterEveryStep_comesToTheSameResult() {
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
    void checkpoints_changeNothingInTheResult_andAreTheNewestTwo() {
        TrainingResult expected = Trainer.of(CONFIG).fit(TRAIN);

        assertSameResult(trainer().fit(TRAIN), expected);

        assertThat(names(folder)).containsExactly(name(6), name(9));
    }

    @Test
    void frequency_isAsAskedFor() {
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
        assertThat(written).isEmpty();
        assertThat(names(folder)).containsExactly(name(9));
    }

    @Test
    void finishedRun_isGivenAgain() {
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
    void listener_isToldWhereTheRunGoesOn_andOnlyOfWhatFollows() {
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
    void listenersException_failsTheRun_withTheCheckpointKept() {
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

        // What the listener was told of is safe already.
        assertThat(names(folder)).containsExactly(name(3), name(6));
        assertSameResult(trainer().resume(folder, TRAIN), expected);
    }

    @Test
    void interruptBeforeTheFirstStep_leavesNothing() {
        Thread.currentThread().interrupt();

        TrainingInterruptedException stopped = catchThrowableOfType(
                TrainingInterruptedException.class, () -> trainer().fit(TRAIN));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.checkpoint()).isEmpty();
        assertThat(stopped).hasMessage("training was interrupted in epoch 1 before batch 1");
        assertThat(folder).doesNotExist();
    }

    @Test
    void interruptBeforeTheFirstStepOfAResumedRun_leavesItsCheckpoint() {
        interrupted(trainer(), 2);
        Thread.currentThread().interrupt();

        TrainingInterruptedException stopped = catchThrowableOfType(
                TrainingInterruptedException.class, () -> trainer().resume(folder, TRAIN));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.checkpoint()).hasValue(folder.resolve(name(2)));
        assertThat(names(folder)).containsExactly(name(2));
    }

    @Test
    void fitWhereCheckpointsAre_isRefused_andTheyAreUntouched() {
        interrupted(trainer(), 2);

        CheckpointException refused = refusal(() -> trainer().fit(TRAIN));

        assertThat(refused.reason()).isEqualTo(Reason.EXISTS);
        assertThat(refused.path()).isEqualTo(folder);
        assertThat(refused)
                .hasMessage(folder + ": already holds checkpoints of a run, the newest being " + name(2)
                        + "; resume that run, delete its checkpoints, or use another folder");
        assertThat(names(folder)).containsExactly(name(2));
    }

    @Test
    void resumeWithoutACheckpoint_isRefused_andMakesNoFolder() {
        CheckpointException refused = refusal(() -> trainer().resume(folder, TRAIN));

        assertThat(refused.reason()).isEqualTo(Reason.NONE);
        assertThat(refused).hasMessageStartingWith(folder + ": holds no checkpoint");
        assertThat(folder).doesNotExist();
    }

    @Test
    void anotherConfiguration_isRefused_namingEveryField() {
        interrupted(trainer(), 2);
        ExperimentConfig other = CONFIG.toBuilder().seed(43).epochs(4).build();

        CheckpointException refused = refusal(() -> Trainer.of(other).resume(folder, TRAIN));

        assertThat(refused.reason()).isEqualTo(Reason.OTHER_CONFIG);
        assertThat(refused)
                .hasMessage(folder.resolve(name(2)) + ": is of another experiment: seed is 42 there and 43 here,"
                        + " training.epochs is 3 there and 4 here; resume with the same configuration,"
                        + " or start a run of its own");
        assertThat(names(folder)).containsExactly(name(2));
    }

    @Test
    void otherImages_areRefused_withBothFingerprints() {
        interrupted(trainer(), 2);
        ImageDataset fewer = TRAIN.take(299);

        CheckpointException train = refusal(() -> trainer().resume(folder, fewer));
        CheckpointException validation = refusal(() -> trainer().resume(folder, TRAIN, VALIDATION));

        assertThat(train.reason()).isEqualTo(Reason.OTHER_DATA);
        assertThat(train)
                .hasMessageContaining("its training set is " + TRAIN.name() + " (300 images, fingerprint "
                        + TRAIN.fingerprint() + "), yours is " + fewer.name() + " (299 images, fingerprint "
                        + fewer.fingerprint() + ")");
        assertThat(validation.reason()).isEqualTo(Reason.OTHER_DATA);
        assertThat(validation).hasMessageContaining("its validation set is none, yours is ");
        // A name is no content.
        trainer().resume(folder, TRAIN.withName("the same images"));
    }

    @Test
    void tornCheckpoint_isIgnoredWithAWarning_andTheOneBeforeGoesOn() throws IOException {
        TrainingResult expected = Trainer.of(CONFIG).fit(TRAIN);
        interrupted(trainer(), 7);
        Path torn = folder.resolve(name(7));
        byte[] bytes = Files.readAllBytes(torn);
        bytes[bytes.length / 2] ^= 1;
        Files.write(torn, bytes);

        String log = standardErrorOf(() -> assertSameResult(trainer().resume(folder, TRAIN), expected));

        assertThat(names(folder)).containsExactly(name(6), name(9));
        assertThat(log).containsOnlyOnce("WARN").contains("a checkpoint that is not intact: " + torn + ": is damaged");
    }

    /** Where the tests' SLF4J logger writes to. */
    private static String standardErrorOf(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tornCheckpointFurtherOn_doesNotDisplaceAnIntactOne() throws IOException {
        interrupted(trainer(), 7);
        Files.write(folder.resolve(name(7)), new byte[] {1, 2, 3});
        Files.delete(folder.resolve(name(6)));
        assertThat(refusal(() -> trainer().resume(folder, TRAIN)).reason()).isEqualTo(Reason.DAMAGED);
        Path other = temp.resolve("other");
        interrupted(Trainer.of(CONFIG).checkpoints(Checkpoints.in(other)), 2);
        Files.copy(other.resolve(name(2)), folder.resolve(name(2)));

        Trainer one = trainer().checkpoints(Checkpoints.in(folder).keep(1)).listener(interruptAfter(2));
        assertThatThrownBy(() -> one.resume(folder, TRAIN)).isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(names(folder)).containsExactly(name(4), name(7));
        assertSameResult(trainer().resume(folder, TRAIN), Trainer.of(CONFIG).fit(TRAIN));
    }

    @Test
    void noIntactCheckpoint_saysWhatIsWrongWithTheNewest() throws IOException {
        interrupted(trainer(), 2);
        Files.writeString(folder.resolve(name(2)), "no checkpoint");

        CheckpointException refused = refusal(() -> trainer().resume(folder, TRAIN));

        assertThat(refused.reason()).isEqualTo(Reason.DAMAGED);
        assertThat(refused)
                .hasMessageStartingWith(folder + ": holds no intact checkpoint (" + folder.resolve(name(2)) + ": ")
                .hasMessageEndingWith("; start the run from the beginning");
    }

    @Test
    void leftoversOfAKilledWriter_areRemoved_andStrangersAreNot() throws IOException {
        interrupted(trainer(), 2);
        String uuid = "00000000-1111-2222-3333-444444444444";
        Files.writeString(folder.resolve("." + name(3) + "." + uuid + ".tmp"), "half");
        Files.writeString(folder.resolve("notes.txt"), "mine");

        trainer().resume(folder, TRAIN);
        assertThat(names(folder)).containsExactly("notes.txt", name(6), name(9));

        Checkpoints.in(folder).delete();
        assertThat(names(folder)).containsExactly("notes.txt");
    }

    @Test
    void delete_removesTheFolder_andCanBeRepeated() {
        interrupted(trainer(), 2);
        assertThat(Checkpoints.in(folder).newest()).hasValue(folder.resolve(name(2)));

        Checkpoints.in(folder).delete();
        Checkpoints.in(folder).delete();

        assertThat(folder).doesNotExist();
        assertThat(Checkpoints.in(folder).newest()).isEmpty();
    }

    @Test
    void folderOfARunningTraining_isInUse() {
        List<Reason> reasons = new ArrayList<>();
        trainer()
                .listener(new TrainingListener() {
                    @Override
                    public void onEpochEnd(EpochMetrics epoch) {
                        reasons.add(refusal(() -> trainer().fit(TRAIN)).reason());
                        reasons.add(
                                refusal(() -> trainer().resume(folder, TRAIN)).reason());
                        reasons.add(
                                refusal(() -> Checkpoints.in(folder).delete()).reason());
                    }
                })
                .fit(TRAIN);

        assertThat(reasons).hasSize(9).containsOnly(Reason.IN_USE);
    }

    @Test
    void resumeFromAnotherFolderThanTheTrainers_isRefused() {
        assertThatThrownBy(() -> trainer().resume(temp.resolve("elsewhere"), TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("elsewhere");
    }

    @Test
    void divergedRun_keepsTheCheckpointsFromBefore() {
        Dense linear = dense(16).activation(Activation.IDENTITY);
        ExperimentConfig wild = CONFIG.toBuilder()
                .layers(linear, linear)
                .optimizer(sgd(10).momentum(0.9))
                .epochs(100)
                .build();
        Trainer trainer = Trainer.of(wild)
                .checkpoints(Checkpoints.in(folder).everyBatches(1).keep(3));

        TrainingDivergedException diverged =
                catchThrowableOfType(TrainingDivergedException.class, () -> trainer.fit(TRAIN));

        assertThat(diverged).isNotNull();
        assertThat(names(folder)).hasSize(3).allSatisfy(name -> {
            float[] parameters =
                    CheckpointFile.read(folder.resolve(name)).state().parameters();
            assertThat(IntStream.range(0, parameters.length)).allMatch(i -> Float.isFinite(parameters[i]));
        });
        // To go on exactly is to diverge again.
        assertThat(catchThrowableOfType(TrainingDivergedException.class, () -> trainer.resume(folder, TRAIN)))
                .hasMessage(diverged.getMessage());
    }

    @Test
    void numbersLessThanOne_areRejected() {
        Checkpoints checkpoints = Checkpoints.in(folder);

        assertThatThrownBy(() -> checkpoints.everyEpochs(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("everyEpochs must be at least 1, was 0");
        assertThatThrownBy(() -> checkpoints.everyBatches(-1)).hasMessageStartingWith("everyBatches must");
        assertThatThrownBy(() -> checkpoints.keep(0)).hasMessageStartingWith("keep must");
        assertThat(checkpoints.everyBatches(5))
                .hasToString("Checkpoints[" + folder + ", every 1 epochs and 5 batches, keep 2]");
    }
}
