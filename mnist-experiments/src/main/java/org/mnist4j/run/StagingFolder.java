package org.mnist4j.run;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.storage.AtomicFile;
import org.mnist4j.storage.LockFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hidden folder beside its target, on the same file system, so that a rename completes it.
 *
 * <p>A lock file beside it marks it as in use. Leftovers of a killed process, whose lock is free, are deleted
 * when the next run is staged for the same target.
 */
final class StagingFolder {

    private static final Logger LOG = LoggerFactory.getLogger(StagingFolder.class);

    private static final String PARTIAL = "partial-";
    private static final String REPLACED = "replaced-";
    private static final String LOCK = ".lock";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path path;
    private final Path aside;
    private final List<Path> createdParents; // innermost first
    private @Nullable LockFile lock;
    private boolean kept;

    private StagingFolder(Path path, Path aside, List<Path> createdParents) {
        this.path = path;
        this.aside = aside;
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
        String id = UUID.randomUUID().toString();
        StagingFolder staging = new StagingFolder(hidden(target, PARTIAL + id), hidden(target, REPLACED + id), missing);
        try {
            Files.createDirectories(parent);
            staging.lock = lock(hidden(target, PARTIAL + id + LOCK));
            Files.createDirectory(staging.path);
            return staging;
        } catch (IOException e) {
            staging.discard();
            throw e;
        }
    }

    private static @Nullable LockFile lock(Path file) throws IOException {
        try {
            return LockFile.tryLock(file).orElse(null);
        } catch (IOException e) {
            // A file system without locks: no leftovers are deleted there.
            LOG.debug("{} cannot be locked", file, e);
            Files.deleteIfExists(file);
            return null;
        }
    }

    /**
     * Deletes leftovers of killed processes beside a target. A run that one of them was replacing is restored.
     */
    static void clearAbandoned(Path target) throws IOException {
        Path parent = target.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return;
        }
        String start = "." + target.getFileName() + "." + PARTIAL;
        List<String> ids;
        try (Stream<Path> files = Files.list(parent)) {
            ids = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(start) && name.endsWith(LOCK))
                    .map(name -> name.substring(start.length(), name.length() - LOCK.length()))
                    .filter(id -> ID.matcher(id).matches())
                    .toList();
        }
        for (String id : ids) {
            Optional<LockFile> free = LockFile.tryLock(hidden(target, PARTIAL + id + LOCK));
            if (free.isPresent()) {
                try (LockFile abandoned = free.get()) {
                    clear(target, id);
                    abandoned.delete();
                }
            }
        }
    }

    private static void clear(Path target, String id) throws IOException {
        Path partial = hidden(target, PARTIAL + id);
        Path replaced = hidden(target, REPLACED + id);
        if (Files.exists(replaced)) {
            if (Files.exists(target)) {
                delete(replaced);
            } else {
                move(replaced, target);
            }
        }
        if (Files.exists(partial)) {
            LOG.info("deleting {}, left behind by a killed process", partial);
            delete(partial);
        }
    }

    Path path() {
        return path;
    }

    /** From now on, {@link #discard()} does nothing. */
    void keep() {
        kept = true;
    }

    /**
     * Moves to the target; if that fails, the previous content is restored. Everything is on disk before what it replaces is
     * deleted.
     */
    void moveTo(Path target) throws IOException {
        sync();
        boolean replaces = Files.exists(target);
        if (replaces) {
            move(target, aside);
        }
        try {
            move(path, target);
            syncParents(target);
        } catch (IOException e) {
            if (Files.exists(target)) {
                move(target, path);
            }
            if (replaces) {
                move(aside, target);
            }
            throw e;
        }
        if (replaces) {
            delete(aside);
        }
    }

    private void syncParents(Path target) throws IOException {
        AtomicFile.syncFolder(target.getParent());
        for (Path created : createdParents) {
            AtomicFile.syncFolder(created.getParent());
        }
    }

    private void sync() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                AtomicFile.syncFile(file);
            }
        }
        AtomicFile.syncFolder(path);
    }

    void discard() {
        if (kept) {
            unlock();
            return;
        }
        kept = true;
        if (Files.exists(path)) {
            delete(path);
        }
        unlock();
        for (Path parent : createdParents) {
            try {
                Files.deleteIfExists(parent);
            } catch (IOException e) {
                LOG.debug("{} is kept: it is in use or was never created", parent, e);
            }
        }
    }

    /** Without its lock file, a leftover folder belongs to the user. */
    private void unlock() {
        LockFile held = lock;
        lock = null;
        if (held != null) {
            try (held) {
                held.delete();
            } catch (IOException e) {
                LOG.debug("the lock file of {} remains", path, e);
            }
        }
    }

    private static Path hidden(Path target, String end) {
        return target.resolveSibling("." + target.getFileName() + "." + end);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    /** Deletes what it can and logs what it cannot: the run itself is already complete. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted; delete it by hand", folder, e);
        }
    }
}
