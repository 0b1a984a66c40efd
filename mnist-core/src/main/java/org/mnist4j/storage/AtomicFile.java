package org.mnist4j.storage;

import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a file atomically: either completely, or not at all if something fails in between.
 *
 * <p>Uses file streams rather than channels, so that an interrupted thread can still save.
 */
public final class AtomicFile {

    private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);
    private static final int CHUNK = 1 << 16;
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final Pattern TEMPORARY = Pattern.compile("\\.(.+)\\.[0-9a-f-]{36}\\.tmp");

    /** What a file system that cannot sync folders answers: EINVAL, EBADF, ENOTSUP. */
    private static final Set<String> NO_FOLDER_SYNC =
            Set.of("Invalid argument", "Bad file descriptor", "Operation not supported");

    private AtomicFile() {}

    /** The content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes the content; called once. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes to a temporary file beside the target, syncs it to disk, reads it back to verify it, renames it, and syncs
     * the folder.
     *
     * @throws IOException if any of this fails; an existing file is then unchanged, unless only the last step has failed: then
     *     the new content is in place but may not survive a power failure
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder + "; create it first");
        }
        // Not Files.createTempFile: its files are readable only by their owner, and so would be the target.
        Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + TEMPORARY_SUFFIX);
        try {
            MessageDigest written = sha256();
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                OutputStream digesting = new DigestOutputStream(out, written);
                BufferedOutputStream buffered = new BufferedOutputStream(digesting, CHUNK);
                content.writeTo(buffered);
                buffered.flush();
                out.getFD().sync();
            }
            verify(temporary, written.digest());
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncFolder(folder);
    }

    /**
     * As {@link #write}, after creating the target's folder if there is none.
     *
     * @throws IOException as {@link #write}, and if the target is a folder or its own folder cannot be created
     */
    public static void writeCreatingFolders(Path file, byte[] bytes) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new IOException("this is a folder; name a file in it");
        }
        Files.createDirectories(folder);
        write(target, out -> out.write(bytes));
    }

    /**
     * Returns whether a file is a temporary file that {@link #write} left behind for this target when the process was
     * killed.
     */
    public static boolean isTemporary(Path file, String targetName) {
        return targetName(file).filter(targetName::equals).isPresent();
    }

    /** Returns the name of the target for which {@link #write} made a temporary file; empty for any other file. */
    public static Optional<String> targetName(Path file) {
        Matcher name = TEMPORARY.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static void verify(Path temporary, byte[] expected) throws IOException {
        MessageDigest read = sha256();
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = new FileInputStream(temporary.toFile())) {
            for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
                read.update(chunk, 0, n);
            }
        }
        if (!Arrays.equals(read.digest(), expected)) {
            throw new IOException("what was written reads back differently; the disk may be failing");
        }
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Syncs a folder, so that its file names survive a power failure; not available on Windows, and not needed there.
     *
     * @throws IOException if the disk reports an error; the names may then be lost with the next power failure
     */
    public static void syncFolder(Path folder) throws IOException {
        syncFolder(folder, () -> sync(folder, StandardOpenOption.READ));
    }

    /** A sync that may fail. */
    interface Sync {
        void run() throws IOException;
    }

    static void syncFolder(Path folder, Sync sync) throws IOException {
        try {
            sync.run();
        } catch (AccessDeniedException e) {
            LOG.debug("{} cannot be opened to sync it", folder, e); // always so on Windows
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (!NO_FOLDER_SYNC.contains(reason)) {
                throw new IOException("the folder " + folder + " cannot be synced to the disk: " + reason, e);
            }
            LOG.debug("the file system of {} cannot sync folders", folder, e);
        }
    }

    /** Syncs a file that was written by other means, so that its content survives a power failure. */
    public static void syncFile(Path file) throws IOException {
        sync(file, StandardOpenOption.WRITE);
    }

    private static void sync(Path path, OpenOption option) throws IOException {
        // A channel is closed when its thread is interrupted, before or meanwhile; then the sync is done again.
        boolean interrupted = Thread.interrupted();
        boolean synced = false;
        try {
            while (!synced) {
                try (FileChannel channel = FileChannel.open(path, option)) {
                    channel.force(true);
                    synced = true;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
