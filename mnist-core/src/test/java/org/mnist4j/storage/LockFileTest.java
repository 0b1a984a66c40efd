package org.mnist4j.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void deletedWhileLocked_isNotLockedByItsNextHolderUnderTheOldName() throws Exception {
        Path file = folder.resolve("lock");
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger turns = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        for (int t = 0; t < 4; t++) {
            // Class loaders of their own, so that only the file system separates the holders.
            Method tryLock = freshClass().getMethod("tryLock", Path.class);
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    turn(tryLock, file, holders).ifPresent(alone -> turns.incrementAndGet());
                }
            });
            thread.setUncaughtExceptionHandler((where, failure) -> failures.add(failure));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(60_000);
        }

        assertThat(failures).isEmpty();
        assertThat(turns).hasPositiveValue();
    }

    /** Takes the lock if it is free, checks that nobody else has it, deletes the file, and releases the lock. */
    private static Optional<Boolean> turn(Method tryLock, Path file, AtomicInteger holders) {
        try {
            Optional<?> lock = (Optional<?>) tryLock.invoke(null, file);
            if (lock.isEmpty()) {
                return Optional.empty();
            }
            assertThat(holders.incrementAndGet()).as("holders").isEqualTo(1);
            Thread.yield();
            holders.decrementAndGet();
            lock.get().getClass().getMethod("delete").invoke(lock.get());
            ((AutoCloseable) lock.get()).close();
            return Optional.of(true);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> freshClass() throws Exception {
        URL classes = LockFile.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {classes}, null).loadClass(LockFile.class.getName());
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
