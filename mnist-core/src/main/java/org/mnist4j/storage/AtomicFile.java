package org.mnist4j.storage;

import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
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
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a file by a complete new one or leaves it as it was, whatever happens in between.
 *
 * <p>Plain file streams, not channels: an interrupted thread cannot use a channel, and should be able to save.
 */
public final class AtomicFile {

    private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);
    private static final int CHUNK = 1 << 16;
    private static final String TEMPORARY_END = ".tmp";

    private AtomicFile() {}

    /** What a file shall hold. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; called once. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes to a temporary file beside the target, forces it to the disk, reads it back, renames it, and makes the new
     * name last too.
     *
     * @throws IOException if any of this fails; what stood under the name before is then as it was
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder + "; create it first");
        }
        // Not Files.createTempFile: its files are readable by their owner alone, and so would be the target.
        Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + TEMPORARY_END);
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

    /** Whether a file is what {@link #write} leaves of a target of this name if the process is killed. */
    public static boolean isTemporary(Path file, String targetName) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith("." + targetName + ".")
                && name.endsWith(TEMPORARY_END)
                && name.length() == targetName.length() + 2 + 36 + TEMPORARY_END.length();
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

    /** Makes the names in a folder survive a power cut; Windows has no such call and needs none. */
    public static void syncFolder(Path folder) {
        try {
            sync(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            LOG.debug("{} cannot be synced", folder, e);
        }
    }

    /** Makes the content of a file that was written by other means survive a power cut. */
    public static void syncFile(Path file) throws IOException {
        sync(file, StandardOpenOption.WRITE);
    }

    private static void sync(Path path, OpenOption option) throws IOException {
        // A channel closes itself under an interrupted thread.
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
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
