package org.mnist4j.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void write_replacesTheFileAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("a.bin"), "old");

        AtomicFile.write(file, out -> {
            out.write(new byte[100_000]);
            out.write(7);
        });

        assertThat(Files.readAllBytes(file)).hasSize(100_001).endsWith(0, 7);
        assertOnly(file);
    }

    @Test
    void contentThatFailsHalfWay_leavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.bin"), "old");

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("no space");
                }))
                .hasMessage("no space");

        assertThat(file).hasContent("old");
        assertOnly(file);
    }

    @Test
    void placeThatCannotBeReplaced_leavesItAsItWas() throws IOException {
        Path taken = folder.resolve("a.bin");
        Files.createDirectories(taken.resolve("inside"));

        assertThatThrownBy(() -> AtomicFile.write(taken, out -> out.write(1))).isInstanceOf(IOException.class);

        assertThat(taken.resolve("inside")).exists();
        assertOnly(taken);
    }

    @Test
    void interruptedThread_writesAndStaysInterrupted() throws IOException {
        Path file = folder.resolve("a.bin");
        Thread.currentThread().interrupt();

        AtomicFile.write(file, out -> out.write(1));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Files.size(file)).isEqualTo(1);
    }

    @Test
    void interruptedThread_syncsAndStaysInterrupted() throws IOException {
        Path file = Files.writeString(folder.resolve("a.bin"), "kept");
        Thread.currentThread().interrupt();

        AtomicFile.syncFile(file);
        AtomicFile.syncFolder(folder);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).hasContent("kept");
        assertThatThrownBy(() -> AtomicFile.syncFile(folder.resolve("nothing")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void threadInterruptedDuringASync_syncsAndStaysInterrupted() throws IOException {
        Thread syncing = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            for (int i = 0; i < 2_000; i++) {
                syncing.interrupt();
                LockSupport.parkNanos(20_000);
            }
        });
        interrupter.start();

        do {
            AtomicFile.syncFolder(folder);
        } while (interrupter.isAlive());

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void folderThatTheDiskCannotSync_isAnError_butOneThatNeedsNoSyncIsNot() throws IOException {
        assertThatThrownBy(() -> AtomicFile.syncFolder(folder, () -> {
                    throw new IOException("Input/output error");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the folder " + folder + " cannot be synced to the disk: Input/output error");
        AtomicFile.syncFolder(folder, () -> {
            throw new IOException("Invalid argument");
        });
        AtomicFile.syncFolder(folder, () -> {
            throw new AccessDeniedException(folder.toString());
        });
    }

    @Test
    void targetName_isThatOfATemporaryFile() {
        String id = "01234567-89ab-cdef-0123-456789abcdef";

        assertThat(AtomicFile.targetName(folder.resolve(".a.json." + id + ".tmp")))
                .hasValue("a.json");
        assertThat(AtomicFile.targetName(folder.resolve("a.json." + id + ".tmp")))
                .isEmpty();
        assertThat(AtomicFile.targetName(folder.resolve(".a.json.tmp"))).isEmpty();
    }

    @Test
    void missingFolder_isNamed() {
        Path nowhere = folder.resolve("nowhere");

        assertThatThrownBy(() -> AtomicFile.write(nowhere.resolve("a"), out -> out.write(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no folder " + nowhere + "; create it first");
    }

    @Test
    void writeCreatingFolders_createsTheFoldersAndRefusesOneAsTheTarget() throws IOException {
        Path file = folder.resolve("a/b/c.bin");

        AtomicFile.writeCreatingFolders(file, new byte[] {1, 2});

        assertThat(file).hasBinaryContent(new byte[] {1, 2});
        assertOnly(folder.resolve("a"));
        assertThatThrownBy(() -> AtomicFile.writeCreatingFolders(folder.resolve("a"), new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessage("this is a folder; name a file in it");
        assertThat(file).exists();
    }

    @Test
    void temporary_isToldByItsName() {
        String uuid = "00000000-1111-2222-3333-444444444444";

        assertThat(AtomicFile.isTemporary(folder.resolve(".a.bin." + uuid + ".tmp"), "a.bin"))
                .isTrue();
        for (String other : new String[] {"a.bin", ".a.bin.tmp", ".b.bin." + uuid + ".tmp", ".a.bin." + uuid}) {
            assertThat(AtomicFile.isTemporary(folder.resolve(other), "a.bin"))
                    .as(other)
                    .isFalse();
        }
    }

    private void assertOnly(Path file) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
