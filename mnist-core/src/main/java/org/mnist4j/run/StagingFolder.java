package org.mnist4j.run;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hidden folder beside the one it will become; on the same file system, so that a rename is all it takes. */
final class StagingFolder {

    private static final Logger LOG = LoggerFactory.getLogger(StagingFolder.class);

    private final Path path;
    private final List<Path> createdParents; // innermost first
    private boolean kept;

    private StagingFolder(Path path, List<Path> createdParents) {
        this.path = path;
        this.createdParents = createdParents;
    }

    static StagingFolder beside(Path target) throws IOException {
        Path parent = target.getParent();
        if (parent == null) {
            throw new IOException("the root of a file system");
        }
        List<Path> missing = new ArrayList<>();
        for (Path folder = parent; folder != null && !Files.exists(folder); folder = folder.getParent()) {
            missing.add(folder);
        }
        // Not Files.createTempDirectory: the run would be readable by its owner only.
        StagingFolder staging = new StagingFolder(hidden(target, "partial"), missing);
        try {
            Files.createDirectories(parent);
            Files.createDirectory(staging.path);
            return staging;
        } catch (IOException e) {
            staging.discard();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** From now on, {@link #discard()} does nothing. */
    void keep() {
        kept = true;
    }

    /** Takes the target's place; if that fails, what was there is there again. */
    void moveTo(Path target) throws IOException {
        if (!Files.exists(target)) {
            move(path, target);
            return;
        }
        Path aside = hidden(target, "replaced");
        move(target, aside);
        try {
            move(path, target);
        } catch (IOException e) {
            move(aside, target);
            throw e;
        }
        delete(aside);
    }

    void discard() {
        if (kept) {
            return;
        }
        kept = true;
        if (Files.exists(path)) {
            delete(path);
        }
        for (Path parent : createdParents) {
            try {
                Files.deleteIfExists(parent);
            } catch (IOException e) {
                LOG.debug("{} stays: it is in use by now, or was never made", parent, e);
            }
        }
    }

    private static Path hidden(Path target, String purpose) {
        return target.resolveSibling("." + target.getFileName() + "." + purpose + "-" + UUID.randomUUID());
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    /** Leaves no trace where it can, and says so where it cannot: by then the run itself is decided. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be removed; delete it by hand", folder, e);
        }
    }
}
