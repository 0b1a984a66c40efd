package org.mnist4j.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock on a file, which the operating system releases when the process ends for any reason. If a lock file is not
 * locked, the process that created it has ended or released it.
 */
public final class LockFile implements AutoCloseable {

    /**
     * The files locked by this JVM. The operating system does not distinguish threads, and some systems release every
     * lock on a file when any stream to it is closed, so a locked file must not be opened again.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Path key;
    private final FileChannel channel;

    private LockFile(Path file, Path key, FileChannel channel) {
        this.file = file;
        this.key = key;
        this.channel = channel;
    }

    /**
     * Acquires the lock, creating the file if it does not exist.
     *
     * @return empty if it is already locked, by this process or another
     * @throws IOException if the file cannot be created, or its file system does not support locks
     */
    public static Optional<LockFile> tryLock(Path file) throws IOException {
        Path key = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        if (!HELD.add(key)) {
            return Optional.empty();
        }
        boolean locked = false;
        // A channel is closed when its thread is interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                locked = channel.tryLock() != null;
            } finally {
                if (!locked) {
                    channel.close();
                }
            }
            return locked ? Optional.of(new LockFile(file, key, channel)) : Optional.empty();
        } finally {
            if (!locked) {
                HELD.remove(key);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Deletes the file; the lock is held until {@link #close()}. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Releases the lock; the file is kept. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(key);
        }
    }
}
