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
 * A lock on a file, which the operating system gives back when the process ends, however it ends: a lock file that
 * nobody holds belongs to nobody alive.
 */
public final class LockFile implements AutoCloseable {

    /**
     * What this JVM holds. The operating system does not tell its threads apart, and on some systems takes every lock on
     * a file away when any stream to it is closed, so a file held here must not be opened a second time.
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
     * Takes the lock, and makes the file if it is not there.
     *
     * @return empty if somebody holds it, in this process or another
     * @throws IOException if the file cannot be made, or its file system has no locks
     */
    public static Optional<LockFile> tryLock(Path file) throws IOException {
        Path key = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        if (!HELD.add(key)) {
            return Optional.empty();
        }
        boolean locked = false;
        // A channel closes itself under an interrupted thread.
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

    /** Removes the file; the lock is held until {@link #close()}. */
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Gives the lock back; the file stays. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(key);
        }
    }
}
