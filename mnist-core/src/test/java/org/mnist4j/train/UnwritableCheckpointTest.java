package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mnist4j.train.SmallRun.TRAIN;
import static org.mnist4j.train.SmallRun.assertSameResult;
import static org.mnist4j.train.SmallRun.name;
import static org.mnist4j.train.SmallRun.names;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mnist4j.train.CheckpointException.Reason;

/** Full disks and folders that cannot be written. */
class UnwritableCheckpointTest {

    @TempDir
    Path temp;

    private static TrainingListener afterFirstEpoch(Runnable action) {
        return new TrainingListener() {
            @Override
            public void onEpochEnd(EpochMetrics epoch) {
                if (epoch.epoch() == 1) {
                    action.run();
                }
            }
        };
    }

    /** The second checkpoint fails. The message names both; once the cause is fixed, the run resumes from the first. */
    private static void assertFailsAndGoesOn(Path folder, Runnable breakIt, Runnable fix, String part) {
        Trainer trainer = Trainer.of(SmallRun.config()).checkpoints(Checkpoints.in(folder));

        CheckpointException failure = catchThrowableOfType(
                CheckpointException.class,
                () -> trainer.listener(afterFirstEpoch(breakIt)).fit(TRAIN));

        assertThat(failure).as("a CheckpointException").isNotNull();
        assertThat(failure.reason()).isEqualTo(Reason.UNWRITABLE);
        assertThat(failure.path()).isEqualTo(folder.resolve(name(6)));
        assertThat(failure)
                .hasMessageStartingWith(folder.resolve(name(6)) + ": the checkpoint cannot be written: ")
                .hasMessageEndingWith(
                        "; the previous one, " + name(3) + ", is intact: check the disk and resume from it")
                .hasMessageContaining(part);
        assertThat(failure).hasCauseInstanceOf(IOException.class);
        assertThat(names(folder)).noneMatch(name -> name.endsWith(".tmp"));
        assertThat(CheckpointFile.read(folder.resolve(name(3))).state().steps()).isEqualTo(3);

        fix.run();
        assertSameResult(
                trainer.resume(folder, TRAIN), Trainer.of(SmallRun.config()).fit(TRAIN));
    }

    /** A non-empty folder has the name of the next checkpoint: a failure that can be reproduced on every machine. */
    private static void assertBlockedNameFails(Path folder) {
        Path blocked = folder.resolve(name(6));
        assertFailsAndGoesOn(
                folder,
                () -> unchecked(() -> Files.createDirectories(blocked.resolve("inside"))),
                () -> unchecked(() -> {
                    Files.delete(blocked.resolve("inside"));
                    Files.delete(blocked);
                    return null;
                }),
                "");
    }

    @Test
    void blockedName_failsTheRun_withTheOldCheckpointIntact() {
        assertBlockedNameFails(temp.resolve("checkpoints"));
    }

    @Test
    void fullDisk_failsTheRun_withTheOldCheckpointIntact() throws IOException {
        // A checkpoint is 157 kB.
        Optional<SmallDisk> disk = SmallDisk.mount(temp.resolve("disk"), "256k");
        if (disk.isEmpty()) {
            assertBlockedNameFails(temp.resolve("checkpoints"));
            return;
        }
        try (SmallDisk small = disk.get()) {
            assertFailsAndGoesOn(
                    temp.resolve("disk/checkpoints"),
                    () -> {},
                    () -> small.remount("size=1m"),
                    "No space left on device");
        }
    }

    @Test
    void readOnlyFolder_isRefused_withTheOldCheckpointIntact() throws IOException {
        Optional<SmallDisk> disk = SmallDisk.mount(temp.resolve("disk"), "4m");
        Path folder = temp.resolve("disk/checkpoints");
        if (disk.isPresent()) {
            try (SmallDisk small = disk.get()) {
                assertRefusedWhile(folder, () -> small.remount("ro"), () -> small.remount("rw"), "Read-only");
            }
        } else if (permissionsHold()) {
            assertRefusedWhile(folder, () -> permit(folder, "r-xr-xr-x"), () -> permit(folder, "rwxr-xr-x"), "");
        } else {
            assertBlockedNameFails(folder);
        }
    }

    private static void assertRefusedWhile(Path folder, Runnable forbid, Runnable allow, String part) {
        Trainer trainer = Trainer.of(SmallRun.config()).checkpoints(Checkpoints.in(folder));
        catchThrowableOfType(
                TrainingInterruptedException.class,
                () -> trainer.listener(SmallRun.interruptAfter(4)).fit(TRAIN));
        assertThat(Thread.interrupted()).isTrue();
        forbid.run();

        CheckpointException failure =
                catchThrowableOfType(CheckpointException.class, () -> trainer.resume(folder, TRAIN));

        assertThat(failure).as("a CheckpointException").isNotNull();
        assertThat(failure.reason()).isEqualTo(Reason.UNWRITABLE);
        assertThat(failure).hasMessageStartingWith(folder.toString()).hasMessageContaining(part);
        assertThat(names(folder)).containsExactly(name(3), name(4));

        allow.run();
        assertSameResult(
                trainer.resume(folder, TRAIN), Trainer.of(SmallRun.config()).fit(TRAIN));
    }

    @Test
    void folderThatIsAFile_isRefusedBeforeTraining() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "mine");
        Map<Path, String> refusals = Map.of(
                file,
                "is a file, but checkpoints need a folder",
                file.resolve("below"),
                "the folder for checkpoints cannot be created");
        refusals.forEach((folder, refusal) -> {
            CheckpointException failure = catchThrowableOfType(
                    CheckpointException.class,
                    () -> Trainer.of(SmallRun.config())
                            .checkpoints(Checkpoints.in(folder))
                            .fit(TRAIN));

            assertThat(failure.reason()).isEqualTo(Reason.UNWRITABLE);
            assertThat(failure).hasMessageStartingWith(folder + ": " + refusal);
        });
        assertThat(file).hasContent("mine");
    }

    @Test
    void newest_isEmptyBelowAFile_andRejectsAFileInsteadOfTheFolder() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "mine");

        assertThat(Checkpoints.in(file.resolve("below")).newest()).isEmpty();
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> Checkpoints.in(file).newest())
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.UNWRITABLE))
                .withMessageStartingWith(file + ": is a file, but checkpoints need a folder");
    }

    private boolean permissionsHold() {
        try {
            Path folder = Files.createDirectories(temp.resolve("probe"));
            permit(folder, "r-xr-xr-x");
            return !Files.isWritable(folder);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static void permit(Path folder, String permissions) {
        unchecked(() -> Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions)));
    }

    private interface FileAction {
        Object run() throws IOException;
    }

    private static void unchecked(FileAction action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
