package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.config.Averagings.ema;
import static org.mnist4j.config.EarlyStoppings.patience;
import static org.mnist4j.config.Layers.batchNorm;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Optimizers.sgd;
import static org.mnist4j.train.SmallRun.TRAIN;
import static org.mnist4j.train.SmallRun.VALIDATION;
import static org.mnist4j.train.SmallRun.assertSameResult;
import static org.mnist4j.train.SmallRun.interruptAfter;
import static org.mnist4j.train.SmallRun.interrupted;
import static org.mnist4j.train.SmallRun.name;
import static org.mnist4j.train.SmallRun.names;
import static org.mnist4j.train.SmallRun.refusal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mnist4j.config.Activation;
import org.mnist4j.config.Dense;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.Layer;
import org.mnist4j.config.Metric;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.train.CheckpointException.Reason;

/** What a run rejects, ignores and keeps in its checkpoint folder. */
class CheckpointUseTest extends CheckpointedRun {

    @Test
    void fitInAFolderWithCheckpoints_isRejected_andLeavesThemUnchanged() {
        interrupted(trainer(), 2);

        CheckpointException refused = refusal(() -> trainer().fit(TRAIN));

        assertThat(refused.reason()).isEqualTo(Reason.EXISTS);
        assertThat(refused.path()).isEqualTo(folder);
        assertThat(refused)
                .hasMessage(folder + ": already contains checkpoints of a run, the newest is " + name(2)
                        + "; resume that run, delete its checkpoints, or use another folder");
        assertThat(names(folder)).containsExactly(name(2));
    }

    @Test
    void resumeWithoutACheckpoint_isRejected_andCreatesNoFolder() {
        CheckpointException refused = refusal(() -> trainer().resume(folder, TRAIN));

        assertThat(refused.reason()).isEqualTo(Reason.NONE);
        assertThat(refused).hasMessageStartingWith(folder + ": contains no checkpoint");
        assertThat(folder).doesNotExist();
    }

    @Test
    void checkpointThatCouldNotBeReadAgain_isRejectedBeforeTraining() {
        List<Layer> layers = new ArrayList<>(List.of(dense(65_536)));
        layers.addAll(Collections.nCopies(255, batchNorm()));
        ExperimentConfig huge = ExperimentConfig.preset("seed").toBuilder()
                .layers(layers)
                .averaging(ema(0.999))
                .validationFraction(0.5)
                .earlyStopping(patience(Metric.LOSS, 2).restoreBest(true))
                .build();
        long values = 785L * 65_536 + 255 * 4 * 65_536L + 65_537 * 10;

        CheckpointException refused = refusal(
                () -> Trainer.of(huge).checkpoints(Checkpoints.in(folder)).fit(TRAIN));

        assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused).hasMessageContaining("would have " + 4 * values * 5 + " bytes");
        assertThat(folder).doesNotExist();
    }

    @Test
    void differentConfiguration_isRejected_namingEveryField() {
        interrupted(trainer(), 2);
        ExperimentConfig other = CONFIG.toBuilder().seed(43).epochs(4).build();

        CheckpointException refused = refusal(() -> Trainer.of(other).resume(folder, TRAIN));

        assertThat(refused.reason()).isEqualTo(Reason.OTHER_CONFIG);
        assertThat(refused)
                .hasMessage(folder.resolve(name(2))
                        + ": belongs to a different experiment: seed is 42 in the checkpoint and 43"
                        + " in this configuration, training.epochs is 3 in the checkpoint and 4 in this configuration;"
                        + " resume with the same configuration, or start a new run");
        assertThat(names(folder)).containsExactly(name(2));
    }

    @Test
    void differentImages_areRejected_withBothFingerprints() {
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
        // The name does not matter.
        trainer().resume(folder, TRAIN.withName("the same images"));
    }

    @Test
    void tornCheckpoint_isIgnoredWithAWarning_andThePreviousOneIsUsed() throws IOException {
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

    /** The tests' SLF4J logger writes to standard error. */
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
    void tornCheckpointWithMoreSteps_doesNotReplaceAnIntactOne() throws IOException {
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
    void noIntactCheckpoint_reportsTheProblemOfTheNewest() throws IOException {
        interrupted(trainer(), 2);
        Files.writeString(folder.resolve(name(2)), "no checkpoint");

        CheckpointException refused = refusal(() -> trainer().resume(folder, TRAIN));

        assertThat(refused.reason()).isEqualTo(Reason.DAMAGED);
        assertThat(refused)
                .hasMessageStartingWith(folder + ": contains no intact checkpoint (" + folder.resolve(name(2)) + ": ")
                .hasMessageEndingWith("; start the run from the beginning");
    }

    @Test
    void leftoversOfAKilledWriter_areRemoved_butNotUnknownFiles() throws IOException {
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
    void resumeFromADifferentFolderThanTheTrainers_isRejected() {
        assertThatThrownBy(() -> trainer().resume(temp.resolve("elsewhere"), TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("elsewhere");
    }

    @Test
    void divergedRun_keepsEarlierCheckpoints() {
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
        // An exactly resumed run diverges again.
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
