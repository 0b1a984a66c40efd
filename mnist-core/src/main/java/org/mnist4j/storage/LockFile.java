package org.mnist4j.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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
        Optional<FileChannel> locked = Optional.empty();
        // A channel is closed when its thread is interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            locked = lock(file);
            return locked.map(channel -> new LockFile(file, key, channel));
        } finally {
            if (locked.isEmpty()) {
                HELD.remove(key);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Locks the file that has this name. Its last holder may delete it while another process waits for the lock: that
     * process would hold the lock of a file without a name, and a third could create the name again and lock that.
     */
    private static Optional<FileChannel> lock(Path file) throws IOException {
        while (true) {
            Optional<FileId> before = FileId.of(file);
            if (before.isEmpty()) {
                create(file);
                continue;
            }
            FileChannel channel;
            try {
                channel = FileChannel.open(file, StandardOpenOption.WRITE);
            } catch (NoSuchFileException deletedSince) {
                continue;
            }
            boolean keep = false;
            try {
                if (!isLocked(channel)) {
                    return Optional.empty();
                }
                keep = before.equals(FileId.of(file));
                if (keep) {
                    return Optional.of(channel);
                }
            } finally {
                if (!keep) {
                    channel.close();
                }
            }
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster.
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this class in another class loader
        }
    }

    /** Which file a name stands for: it is another one after the name was deleted and created again. */
    private record FileId(@Nullable Object key, FileTime created) {
        static Optional<FileId> of(Path file) throws IOException {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new FileId(attributes.fileKey(), attributes.creationTime()));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }
    }

    /** Deletes the file, the last thing to do under the lock: from now on, another process may create and lock the name again. */
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
