package org.mnist4j.model;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a file by a complete new one or leaves it as it was, whatever happens in between.
 *
 * <p>Plain file streams, not channels: an interrupted thread cannot use a channel, and should be able to save.
 */
final class AtomicFile {

    private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);

    private AtomicFile() {}

    static void write(Path file, byte[] bytes) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder + "; create it first");
        }
        // Not Files.createTempFile: its files are readable by their owner alone, and so would be the model.
        Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                out.write(bytes);
                out.getFD().sync();
            }
            verify(temporary, bytes);
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
        syncFolder(folder);
    }

    private static void verify(Path temporary, byte[] expected) throws IOException {
        byte[] chunk = new byte[1 << 16];
        int at = 0;
        try (InputStream in = new FileInputStream(temporary.toFile())) {
            for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
                if (n > expected.length - at || !Arrays.equals(chunk, 0, n, expected, at, at + n)) {
                    break;
                }
                at += n;
            }
        }
        if (at != expected.length) {
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

    /** Makes the new name itself survive a power cut; Windows has no such call and needs none. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be synced", folder, e);
        }
    }
}
