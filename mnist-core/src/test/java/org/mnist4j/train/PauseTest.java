package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mnist4j.config.Averagings.lastEpochs;
import static org.mnist4j.config.Optimizers.sgd;
import static org.mnist4j.config.Schedules.cosine;
import static org.mnist4j.config.Schedules.oneCycle;
import static org.mnist4j.train.SmallRun.TRAIN;
import static org.mnist4j.train.SmallRun.assertSameResult;
import static org.mnist4j.train.SmallRun.interruptAfter;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.EngineChoice;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.engine.TestEngines;
import org.mnist4j.train.CheckpointException.Reason;

/** A run that pauses and is resumed gives the bits of one run, whatever its schedule. */
class PauseTest extends CheckpointedRun {

    static Stream<ExperimentConfig> runs() {
        return TestEngines.underTest()
                .flatMap(engine -> Stream.of(
                        SmallRun.config(engine),
                        SmallRun.config(engine).toBuilder()
                                .schedule(cosine())
                                .optimizer(sgd(0.1).momentum(0.9))
                                .warmUpEpochs(1)
                                .build(),
                        SmallRun.config(engine).toBuilder()
                                .schedule(oneCycle())
                                .averaging(lastEpochs(2))
                                .build(),
                        SmallRun.everything(engine),
                        SmallRun.convolutional(engine)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void runThatPausesAfterEachEpoch_isOneRunToTheLastBit(ExperimentConfig config) {
        TrainingResult expected = Trainer.of(config).threads(1).fit(TRAIN);
        int epochs = expected.history().epochs().size();
        Trainer trainer = Trainer.of(config).checkpoints(Checkpoints.in(folder).everyEpochs(100));

        TrainingResult paused = trainer.pauseAfter(1).threads(2).fit(TRAIN);
        for (int epoch = 2; epoch <= epochs; epoch++) {
            assertThat(paused.stopReason()).isEqualTo(StopReason.PAUSED);
            assertThat(paused.canContinue()).isFalse();
            assertThat(paused.history().epochs()).hasSize(epoch - 1);
            // Paused where it is already: the same model again, without a step.
            assertSameResult(trainer.pauseAfter(epoch - 1).resume(folder, TRAIN), paused);
            paused = trainer.pauseAfter(epoch).threads(epoch).resume(folder, TRAIN);
        }

        assertSameResult(paused, expected);
        assertSameResult(trainer.resume(folder, TRAIN), expected);
    }

    @Test
    void pausedRun_hasTheModelOfItsEpoch_withTheLearningRatesOfAllEpochs() {
        ExperimentConfig constant = SmallRun.config();
        ExperimentConfig cycle = constant.toBuilder().schedule(oneCycle()).build();
        int two = 2;

        assertThat(hash(Trainer.of(constant).pauseAfter(two)))
                .isEqualTo(hash(Trainer.of(constant.toBuilder().epochs(two).build())));
        assertThat(hash(Trainer.of(cycle).pauseAfter(two)))
                .isNotEqualTo(hash(Trainer.of(cycle.toBuilder().epochs(two).build())));
        assertThat(Trainer.of(constant).pauseAfter(3).fit(TRAIN).stopReason()).isEqualTo(StopReason.EPOCHS_DONE);
        assertThat(Trainer.of(constant).pauseAfter(9).fit(TRAIN).stopReason()).isEqualTo(StopReason.EPOCHS_DONE);
    }

    private static String hash(Trainer trainer) {
        return trainer.fit(TRAIN).model().parametersSha256();
    }

    @Test
    void checkpointBeyondThePause_isRefused() {
        Trainer trainer = Trainer.of(SmallRun.config()).checkpoints(Checkpoints.in(folder));
        assertThatThrownBy(() -> trainer.listener(interruptAfter(4)).fit(TRAIN))
                .isInstanceOf(TrainingInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThatThrownBy(() -> trainer.pauseAfter(1).resume(folder, TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot pause after epoch 1")
                .hasMessageContaining("at epoch 2");
        assertThat(trainer.pauseAfter(2).resume(folder, TRAIN).history().epochs())
                .hasSize(2);
        assertThatThrownBy(() -> trainer.pauseAfter(1).resume(folder, TRAIN)).hasMessageContaining("at epoch 2");
        assertThatThrownBy(() -> trainer.pauseAfter(0)).hasMessageContaining("at least 1, was 0");
    }

    @Test
    void pausedRun_isNotComplete() {
        Trainer trainer = Trainer.of(SmallRun.config(EngineChoice.JAVA)).checkpoints(Checkpoints.in(folder));
        trainer.pauseAfter(2).fit(TRAIN);
        Path checkpoint = Checkpoints.in(folder).newest().orElseThrow();

        Trainer longer = Trainer.of(
                SmallRun.config(EngineChoice.JAVA).toBuilder().epochs(6).build());
        assertThatThrownBy(() -> longer.continueFrom(checkpoint, TRAIN))
                .isInstanceOfSatisfying(
                        CheckpointException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_CONFIG))
                .hasMessageContaining("not complete, with 2 of 3 epochs done");
    }
}
