package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Augmentations.affine;
import static org.mnist4j.config.Augmentations.elastic;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.Averagings.lastEpochs;
import static org.mnist4j.config.EarlyStoppings.patience;
import static org.mnist4j.config.GradientClippings.clipByNorm;
import static org.mnist4j.config.Optimizers.adamW;
import static org.mnist4j.config.Optimizers.rmsProp;
import static org.mnist4j.config.Optimizers.sgd;
import static org.mnist4j.config.Schedules.cosine;
import static org.mnist4j.config.Schedules.oneCycle;
import static org.mnist4j.config.Schedules.step;
import static org.mnist4j.train.SmallRun.TRAIN;
import static org.mnist4j.train.SmallRun.VALIDATION;
import static org.mnist4j.train.SmallRun.assertSameResult;
import static org.mnist4j.train.SmallRun.interruptAfter;
import static org.mnist4j.train.SmallRun.names;
import static org.mnist4j.train.SmallRun.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Metric;
import org.mnist4j.config.Schedule;
import org.mnist4j.engine.TestEngines;
import org.mnist4j.train.CheckpointException.Reason;

/** A complete run that is trained on gives the bits of one run, or is refused. */
class ContinuationTest extends CheckpointedRun {

    static Stream<ExperimentConfig> exact() {
        return TestEngines.underTest()
                .map(SmallRun::config)
                .flatMap(config -> Stream.of(
                        config,
                        config.toBuilder()
                                .optimizer(adamW(0.02).weightDecay(0.5))
                                .schedule(step(2, 0.5))
                                .warmUpEpochs(0.7)
                                .gradientClipping(clipByNorm(1))
                                .averaging(ema(0.8))
                                .validationFraction(0.1)
                                .earlyStopping(patience(Metric.LOSS, 7))
                                .build(),
                        config.toBuilder()
                                .optimizer(rmsProp(0.02))
                                .averaging(lastEpochs(2))
                                .build(),
                        config.toBuilder()
                                .optimizer(sgd(0.1))
                                .augmentation(affine().maxShift(2).maxRotation(10), elastic(34, 4))
                                .build()));
    }

    private static ExperimentConfig withEpochs(ExperimentConfig config, int epochs) {
        return config.toBuilder().epochs(epochs).build();
    }

    /** Trains the run, and returns its last checkpoint. */
    private Path complete(ExperimentConfig config) {
        Checkpoints checkpoints = Checkpoints.in(folder);
        checkpoints.delete();
        Trainer.of(config).checkpoints(checkpoints).fit(TRAIN);
        return checkpoints.newest().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("exact")
    void completeRun_trainedOn_isOneRunToTheLastBit(ExperimentConfig config) throws IOException {
        for (int done = 1; done <= 3; done++) {
            Path state = complete(withEpochs(config, done));
            byte[] before = Files.readAllBytes(state);
            ExperimentConfig longer = withEpochs(config, 4);

            TrainingResult continued = Trainer.of(longer).threads(2).continueFrom(state, TRAIN);

            assertSameResult(continued, Trainer.of(longer).fit(TRAIN));
            assertThat(Files.readAllBytes(state)).isEqualTo(before);
        }
    }

    @Test
    void runWithAValidationSet_isTrainedOnWithIt() {
        Checkpoints checkpoints = Checkpoints.in(folder);
        trainer().fit(TRAIN, VALIDATION);
        Trainer longer = Trainer.of(withEpochs(CONFIG, 5));

        assertSameResult(
                longer.continueFrom(checkpoints.newest().orElseThrow(), TRAIN, VALIDATION),
                longer.fit(TRAIN, VALIDATION));
    }

    @Test
    void continuedRun_hasCheckpointsOfItsOwn_fromWhichItResumes() {
        Path state = complete(CONFIG);
        ExperimentConfig longer = withEpochs(CONFIG, 5);
        Path own = temp.resolve("own");
        Trainer trainer = Trainer.of(longer).checkpoints(Checkpoints.in(own));
        TrainingInterruptedException stopped = catchThrowableOfType(
                TrainingInterruptedException.class,
                () -> trainer.listener(interruptAfter(1)).continueFrom(state, TRAIN));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.epoch()).isEqualTo(4);

        assertSameResult(trainer.resume(own, TRAIN), Trainer.of(longer).fit(TRAIN));
        assertThat(names(own)).containsExactly("step-0000000012.safetensors", "step-0000000015.safetensors");
        assertThat(refusal(() -> trainer.continueFrom(state, TRAIN)).reason()).isEqualTo(Reason.EXISTS);
    }

    @Test
    void continuedRun_thatIsStoppedBeforeItsFirstStep_resumes() {
        Path state = complete(CONFIG);
        ExperimentConfig longer = withEpochs(CONFIG, 4);
        Path own = temp.resolve("own");
        Trainer trainer = Trainer.of(longer).checkpoints(Checkpoints.in(own));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> trainer.continueFrom(state, TRAIN)).isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(names(own)).containsExactly("step-0000000009.safetensors");

        assertSameResult(trainer.resume(own, TRAIN), Trainer.of(longer).fit(TRAIN));
    }

    static Stream<Schedule> schedules() {
        return Stream.of(cosine(), oneCycle());
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void scheduleOverAllEpochs_isRefused(Schedule schedule) {
        ExperimentConfig config = CONFIG.toBuilder().schedule(schedule).build();
        Path state = complete(config);

        CheckpointException refused =
                refusal(() -> Trainer.of(withEpochs(config, 4)).continueFrom(state, TRAIN));

        assertThat(refused.reason()).isEqualTo(Reason.OTHER_CONFIG);
        assertThat(refused.path()).isEqualTo(state);
        assertThat(refused)
                .hasMessageContaining("the learning rate depends on the number of epochs (" + schedule
                        + "), and in a run of 4 epochs it is another one from epoch 1 on");
        assertThat(Trainer.of(config).fit(TRAIN).canContinue()).isFalse();
    }

    @Test
    void scheduleThatCountsEpochs_canContinue() {
        assertThat(Trainer.of(CONFIG).fit(TRAIN).canContinue()).isTrue();
        assertThat(Trainer.of(CONFIG.toBuilder()
                                .schedule(step(1, 0.5))
                                .warmUpEpochs(1)
                                .build())
                        .fit(TRAIN)
                        .canContinue())
                .isTrue();
    }

    @Test
    void runThatWasStoppedEarly_isRefused() {
        ExperimentConfig config = SmallRun.everything(EngineChoice.JAVA).toBuilder()
                .schedule(step(2, 0.5))
                .build();
        Path state = complete(config);
        TrainingResult result = Trainer.of(config).fit(TRAIN);
        assertThat(result.stopReason()).isEqualTo(StopReason.EARLY_STOPPED);

        assertThat(refusal(() -> Trainer.of(withEpochs(config, 20)).continueFrom(state, TRAIN)))
                .hasMessageContaining("early stopping ended after "
                        + result.history().epochs().size() + " epochs");
        assertThat(result.canContinue()).isFalse();
    }

    @Test
    void runThatIsNotComplete_isRefused() {
        SmallRun.interrupted(trainer(), 4);
        Path state = Checkpoints.in(folder).newest().orElseThrow();

        assertThat(refusal(() -> Trainer.of(withEpochs(CONFIG, 5)).continueFrom(state, TRAIN)))
                .hasMessageContaining("not complete, with 1 of 3 epochs done; resume that run first");
    }

    @Test
    void noMoreEpochsThanBefore_isRefused() {
        Path state = complete(CONFIG);

        for (int epochs : new int[] {1, 3}) {
            assertThat(refusal(() -> Trainer.of(withEpochs(CONFIG, epochs)).continueFrom(state, TRAIN)))
                    .hasMessageContaining("a run of 3 epochs, and training.epochs, the number of epochs in all, is "
                            + epochs + "; set it to more than 3");
        }
    }

    @Test
    void anotherExperiment_isRefusedWithTheDifference() {
        Path state = complete(CONFIG);
        ExperimentConfig other = withEpochs(CONFIG, 4).toBuilder().seed(9).build();

        CheckpointException refused = refusal(() -> Trainer.of(other).continueFrom(state, TRAIN));

        assertThat(refused.reason()).isEqualTo(Reason.OTHER_CONFIG);
        assertThat(refused)
                .hasMessageContaining("seed is 42 in the checkpoint and 9 in this configuration; only the number of"
                        + " epochs may differ");
    }

    @Test
    void otherImages_areRefused() {
        Path state = complete(CONFIG);

        assertThat(refusal(() -> Trainer.of(withEpochs(CONFIG, 4)).continueFrom(state, VALIDATION))
                        .reason())
                .isEqualTo(Reason.OTHER_DATA);
    }

    @Test
    void fileThatIsNoCheckpoint_isRefused() throws IOException {
        Path file = Files.writeString(temp.resolve("state"), "nothing of the kind");
        Trainer trainer = Trainer.of(withEpochs(CONFIG, 4));

        assertThat(refusal(() -> trainer.continueFrom(file, TRAIN)).reason()).isEqualTo(Reason.DAMAGED);
        assertThat(refusal(() -> trainer.continueFrom(temp.resolve("none"), TRAIN))
                        .reason())
                .isEqualTo(Reason.DAMAGED);
    }
}
