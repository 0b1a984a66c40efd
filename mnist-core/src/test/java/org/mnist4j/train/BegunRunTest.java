package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mnist4j.train.SmallRun.TRAIN;
import static org.mnist4j.train.SmallRun.VALIDATION;
import static org.mnist4j.train.SmallRun.assertSameResult;
import static org.mnist4j.train.SmallRun.interrupted;
import static org.mnist4j.train.SmallRun.name;
import static org.mnist4j.train.SmallRun.names;
import static org.mnist4j.train.SmallRun.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.train.CheckpointException.Reason;

/** Runs that were stopped before their first checkpoint. */
class BegunRunTest extends CheckpointedRun {

    /** Prints a line after its first step, and has a checkpoint due after nine. */
    static final class Victim {
        public static void main(String[] args) {
            TrainingListener waiting = new TrainingListener() {
                @Override
                public void onBatchEnd(BatchMetrics batch) {
                    System.out.println("step");
                    try {
                        Thread.sleep(TimeUnit.MINUTES.toMillis(1));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
            Trainer.of(CONFIG)
                    .checkpoints(Checkpoints.in(Path.of(args[0])).everyEpochs(100))
                    .listener(waiting)
                    .fit(TRAIN);
        }
    }

    @Test
    void processKilledBeforeItsFirstCheckpoint_isBegunAnewBitForBit() throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(victim.inputReader().readLine()).isEqualTo("step");
        } finally {
            victim.destroyForcibly();
            assertThat(victim.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(names(folder)).containsExactly(BegunRun.FILE);
        assertThat(Checkpoints.in(folder).isBegun()).isTrue();

        assertSameResult(trainer().resume(folder, TRAIN), Trainer.of(CONFIG).fit(TRAIN));

        assertThat(names(folder)).containsExactly(name(6), name(9));
        assertThat(Checkpoints.in(folder).isBegun()).isFalse();
    }

    @Test
    void begunRunOfADifferentConfiguration_isRejected_andKept() {
        begin();
        ExperimentConfig other = CONFIG.toBuilder().seed(43).build();

        CheckpointException refused = refusal(() -> Trainer.of(other).resume(folder, TRAIN));

        assertThat(refused.reason()).isEqualTo(Reason.OTHER_CONFIG);
        assertThat(refused)
                .hasMessage(folder.resolve(BegunRun.FILE)
                        + ": belongs to a different experiment: seed is 42 in the run that was begun and 43 in this"
                        + " configuration; resume with the same configuration, or start a new run");
        assertThat(names(folder)).containsExactly(BegunRun.FILE);
    }

    @Test
    void begunRunOnDifferentImages_isRejected_exceptUnderAnotherName() {
        begin();
        ImageDataset fewer = TRAIN.take(299);

        CheckpointException train = refusal(() -> trainer().resume(folder, fewer));
        CheckpointException validation = refusal(() -> trainer().resume(folder, TRAIN, VALIDATION));

        assertThat(train.reason()).isEqualTo(Reason.OTHER_DATA);
        assertThat(train)
                .hasMessageContaining("300 images, fingerprint " + TRAIN.fingerprint())
                .hasMessageContaining("299 images, fingerprint " + fewer.fingerprint());
        assertThat(validation.reason()).isEqualTo(Reason.OTHER_DATA);
        assertThat(validation).hasMessageContaining("its validation set is none, yours is ");
        trainer().resume(folder, TRAIN.withName("the same images"));
    }

    @Test
    void begunRunWithAValidationSet_isBegunAnewWithIt() {
        Thread.currentThread().interrupt();
        try {
            trainer().fit(TRAIN, VALIDATION);
        } catch (TrainingInterruptedException expected) {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(refusal(() -> trainer().resume(folder, TRAIN)).reason()).isEqualTo(Reason.OTHER_DATA);
        assertSameResult(
                trainer().resume(folder, TRAIN, VALIDATION), Trainer.of(CONFIG).fit(TRAIN, VALIDATION));
    }

    @Test
    void runBegunBeforeItsImagesWereRead_isBegunAnewOnAnyImages() {
        Checkpoints.in(folder).begin(CONFIG);

        assertThat(refusal(() -> Trainer.of(CONFIG.toBuilder().seed(43).build()).resume(folder, TRAIN))
                        .reason())
                .isEqualTo(Reason.OTHER_CONFIG);
        assertSameResult(trainer().resume(folder, TRAIN), Trainer.of(CONFIG).fit(TRAIN));
    }

    @Test
    void fit_replacesARunThatWasOnlyBegun_butBeginDoesNotReplaceCheckpoints() {
        Checkpoints.in(folder).begin(CONFIG.toBuilder().seed(43).build());

        interrupted(trainer(), 2);

        assertThat(names(folder)).containsExactly(name(2));
        assertThat(refusal(() -> Checkpoints.in(folder).begin(CONFIG)).reason()).isEqualTo(Reason.EXISTS);
        assertThat(names(folder)).containsExactly(name(2));
    }

    @Test
    void delete_removesTheRecordAndTheFolder() {
        begin();

        Checkpoints.in(folder).delete();

        assertThat(folder).doesNotExist();
    }

    @Test
    void recordLeftBesideACheckpoint_isIgnored() throws IOException {
        begin();
        byte[] record = Files.readAllBytes(folder.resolve(BegunRun.FILE));
        interrupted(trainer(), 2);
        Files.write(folder.resolve(BegunRun.FILE), record);

        assertSameResult(trainer().resume(folder, TRAIN), Trainer.of(CONFIG).fit(TRAIN));

        assertThat(names(folder)).containsExactly(name(6), name(9));
    }

    @Test
    void leftoversOfAKilledWriter_areRemoved() throws IOException {
        begin();
        Files.writeString(folder.resolve("." + BegunRun.FILE + ".00000000-1111-2222-3333-444444444444.tmp"), "half");

        trainer().resume(folder, TRAIN);

        assertThat(names(folder)).containsExactly(name(6), name(9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                   | DAMAGED | is not intact
            nonsense                                                             | DAMAGED | is not intact (is not valid JSON
            {"format": "x"}                                                      | DAMAGED | format must be mnist4j-begun-run, was x
            {"format": "mnist4j-begun-run"}                                      | DAMAGED | formatVersion is missing
            {"format": "mnist4j-begun-run", "formatVersion": "1.0"}              | DAMAGED | config is missing
            {"format": "mnist4j-begun-run", "formatVersion": "1.0", "config": 1} | DAMAGED | config must be a string
            {"format": "mnist4j-begun-run", "formatVersion": "1.0", "config": "{}"} | DAMAGED | is not intact
            {"format": "mnist4j-begun-run", "formatVersion": "2.0"}              | VERSION | has format version 2.0
            """)
    void invalidRecord_isRejected_andKept(String content, Reason reason, String message) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(BegunRun.FILE), content);

        CheckpointException refused = refusal(() -> trainer().resume(folder, TRAIN));

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused)
                .hasMessageStartingWith(folder.resolve(BegunRun.FILE) + ": ")
                .hasMessageContaining(message)
                .hasMessageEndingWith("start the run from the beginning");
        assertThat(folder.resolve(BegunRun.FILE)).hasContent(content);
    }

    /** Leaves a run that was interrupted before its first step. */
    private void begin() {
        Thread.currentThread().interrupt();
        try {
            trainer().fit(TRAIN);
        } catch (TrainingInterruptedException expected) {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(names(folder)).containsExactly(BegunRun.FILE);
    }
}
