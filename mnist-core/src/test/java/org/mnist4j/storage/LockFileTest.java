package org.mnist4j.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {

    @TempDir
    Path folder;

    @Test
    void lock_isHeldByOneUntilItIsClosed() throws IOException {
        Path file = folder.resolve("lock");
        try (LockFile first = LockFile.tryLock(file).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(LockFile.tryLock(file)).isEmpty();
            assertThat(LockFile.tryLock(folder.resolve("../" + folder.getFileName() + "/lock")))
                    .isEmpty();
        }
        LockFile.tryLock(file).orElseThrow().close();
    }

    @Test
    void interruptedThread_canLockAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();

        LockFile.tryLock(folder.resolve("lock")).orElseThrow().close();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void lockOfAnotherProcess_isSeen_andGivenBackWhenItIsKilled() throws Exception {
        Path file = folder.resolve("lock");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("locked");
            assertThat(LockFile.tryLock(file)).isEmpty();
        } finally {
            holder.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        }
        LockFile.tryLock(file).orElseThrow().close();
    }

    /** Takes the lock and waits to be killed, for a minute at most. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            LockFile lock = LockFile.tryLock(Path.of(args[0])).orElseThrow();
            System.out.println("locked");
            Thread.sleep(60_000);
            lock.close();
        }
    }
}
