package org.mnist4j.train;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.storage.AtomicFile;
import org.mnist4j.storage.LockFile;
import org.mnist4j.train.CheckpointException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of one run, named by the number of steps, in a folder that is locked during the run. */
final class CheckpointFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final Pattern NAME = Pattern.compile("step-([0-9]{10,18})\\.safetensors");
    private static final String LOCK = ".lock";

    private final Checkpoints settings;
    private final LockFile lock;
    private final Deque<Path> intact = new ArrayDeque<>(); // written or read by this run, oldest first

    private CheckpointFolder(Checkpoints settings, LockFile lock) {
        this.settings = settings;
        this.lock = lock;
    }

    /** Opens the folder for a new run and creates it if necessary. */
    static CheckpointFolder begin(Checkpoints settings) {
        Path folder = settings.folder();
        CheckpointFolder locked = createAndLock(settings);
        List<Path> existing = files(folder);
        if (!existing.isEmpty()) {
            locked.close();
            throw new CheckpointException(
                    folder,
                    Reason.EXISTS,
                    "already contains checkpoints of a run, the newest is "
                            + existing.get(0).getFileName()
                            + "; resume that run, delete its checkpoints, or use another folder");
        }
        return locked;
    }

    private static CheckpointFolder createAndLock(Checkpoints settings) {
        Path folder = settings.folder();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                AtomicFile.syncFolder(folder.toAbsolutePath().getParent());
            }
        } catch (FileAlreadyExistsException e) {
            throw inTheWay(folder, e);
        } catch (IOException e) {
            throw unwritable(folder, "the folder for checkpoints cannot be created: " + reason(e), e);
        }
        try {
            return lock(settings);
        } catch (CheckpointException e) {
            // Another run may have ended and deleted the folder in between.
            if (Files.isDirectory(folder) || !(e.getCause() instanceof NoSuchFileException)) {
                throw e;
            }
            return createAndLock(settings);
        }
    }

    /** Opens the folder of a run to be resumed; it must contain a checkpoint, or show that the run was begun. */
    static CheckpointFolder reopen(Checkpoints settings) {
        if (files(settings.folder()).isEmpty() && !isBegun(settings.folder())) {
            throw new CheckpointException(
                    settings.folder(),
                    Reason.NONE,
                    "contains no checkpoint to resume from; start the run from the beginning");
        }
        return lock(settings);
    }

    private static CheckpointFolder lock(Checkpoints settings) {
        Path folder = settings.folder();
        try {
            LockFile lock = LockFile.tryLock(folder.resolve(LOCK))
                    .orElseThrow(() -> new CheckpointException(
                            folder,
                            Reason.IN_USE,
                            "is in use by another run; wait until it ends or use another folder"));
            try {
                removeTemporaries(folder);
            } catch (IOException e) {
                lock.close();
                throw e;
            }
            return new CheckpointFolder(settings, lock);
        } catch (IOException e) {
            throw unwritable(folder, "checkpoints cannot be written there: " + reason(e), e);
        }
    }

    /** Removes temporary files of a process that was killed while writing. */
    private static void removeTemporaries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (AtomicFile.targetName(file)
                        .filter(name -> NAME.matcher(name).matches() || name.equals(BegunRun.FILE))
                        .isPresent()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Returns all checkpoints, the one with the most steps first; none if the folder does not exist. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(CheckpointFolder::steps).reversed())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (NotDirectoryException e) {
            // A path below a file: the folder does not exist either. Creating it will fail with its own message.
            if (!Files.exists(folder)) {
                return List.of();
            }
            throw inTheWay(folder, e);
        } catch (IOException e) {
            throw unwritable(folder, "cannot be listed: " + reason(e), e);
        }
    }

    private static long steps(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Long.parseLong(name.group(1)) : -1;
    }

    /** Whether a run was begun in the folder that has no checkpoint yet. */
    static boolean isBegun(Path folder) {
        return Files.isRegularFile(folder.resolve(BegunRun.FILE))
                && files(folder).isEmpty();
    }

    /** Keeps, until there is a checkpoint, what the run is begun with. */
    void keep(BegunRun run) {
        Path file = settings.folder().resolve(BegunRun.FILE);
        try {
            run.write(file);
        } catch (IOException e) {
            throw unwritable(file, "cannot be written: " + reason(e) + "; check the disk and start again", e);
        }
    }

    /**
     * Returns what a run without checkpoints was begun with; empty if there are checkpoints.
     *
     * @throws CheckpointException if that cannot be read
     */
    Optional<BegunRun> begunRun() {
        Path file = settings.folder().resolve(BegunRun.FILE);
        return isBegun(settings.folder()) ? Optional.of(BegunRun.read(file)) : Optional.empty();
    }

    /**
     * Reads the intact checkpoint with the most steps; others are skipped with a warning.
     *
     * @throws CheckpointException if none is intact, or one has a newer format
     */
    Checkpoint readNewest() {
        // An interrupted thread cannot read files. The resumed run checks the restored flag before its first step.
        boolean interrupted = Thread.interrupted();
        try {
            return readFirstIntact();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Checkpoint readFirstIntact() {
        @Nullable CheckpointException first = null;
        for (Path file : files(settings.folder())) {
            try {
                Checkpoint checkpoint = CheckpointFile.read(file);
                intact.addLast(file);
                return checkpoint;
            } catch (CheckpointException e) {
                if (e.reason() != Reason.DAMAGED) {
                    throw e;
                }
                LOG.warn("ignoring a checkpoint that is not intact: {}", e.getMessage());
                first = first == null ? e : first;
            }
        }
        throw new CheckpointException(
                settings.folder(),
                Reason.DAMAGED,
                "contains no intact checkpoint" + (first == null ? "" : " (" + first.getMessage() + ")")
                        + "; start the run from the beginning",
                first);
    }

    /** Returns the newest checkpoint known to be intact; empty before the first is written. */
    Optional<Path> newest() {
        return Optional.ofNullable(intact.peekLast());
    }

    Checkpoints settings() {
        return settings;
    }

    /** Whether the newest checkpoint has this number of steps. */
    boolean has(long steps) {
        return newest().filter(file -> steps(file) == steps).isPresent();
    }

    /**
     * Writes a checkpoint and removes those no longer needed.
     *
     * @throws CheckpointException if it cannot be written; earlier checkpoints are left unchanged
     */
    void write(Checkpoint checkpoint) {
        long steps = checkpoint.state().steps();
        Path file = settings.folder().resolve(String.format(Locale.ROOT, "step-%010d.safetensors", steps));
        try {
            CheckpointFile.write(file, checkpoint);
        } catch (IOException e) {
            throw unwritable(
                    file,
                    "the checkpoint cannot be written: " + reason(e) + "; "
                            + newest().map(previous -> "the previous one, " + previous.getFileName()
                                            + ", is intact: check the disk and resume from it")
                                    .orElse("there is no previous one: check the disk and start again"),
                    e);
        }
        intact.addLast(file);
        remove(settings.folder().resolve(BegunRun.FILE));
        while (intact.size() > settings.keep()) {
            intact.removeFirst();
        }
        // Damaged checkpoints with more steps stay until the run has caught up with them.
        for (Path old : files(settings.folder())) {
            if (steps(old) < steps && !intact.contains(old)) {
                remove(old);
            }
        }
    }

    private static void remove(Path old) {
        try {
            Files.deleteIfExists(old);
        } catch (IOException e) {
            LOG.warn("{} is no longer needed but cannot be deleted; delete it manually", old, e);
        }
    }

    static void delete(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (CheckpointFolder locked = lock(Checkpoints.in(folder))) {
            locked.clear();
        }
    }

    private void clear() {
        Path folder = settings.folder();
        try {
            for (Path file : files(folder)) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder.resolve(BegunRun.FILE));
        } catch (IOException e) {
            throw unwritable(folder, "its checkpoints cannot be deleted: " + reason(e), e);
        }
    }

    /** Releases the lock, and deletes the folder if it is empty. */
    @Override
    public void close() {
        try {
            if (files(settings.folder()).isEmpty() && !isBegun(settings.folder())) {
                lock.delete();
                Files.deleteIfExists(settings.folder());
            }
        } catch (IOException | CheckpointException e) {
            LOG.debug("{} is not deleted, since it is not empty", settings.folder(), e);
        } finally {
            try {
                lock.close();
            } catch (IOException e) {
                LOG.warn("the lock of {} cannot be released before this process ends", settings.folder(), e);
            }
        }
    }

    private static CheckpointException inTheWay(Path file, IOException cause) {
        return unwritable(file, "is a file, but checkpoints need a folder; move the file or use another folder", cause);
    }

    private static CheckpointException unwritable(Path path, String message, IOException cause) {
        return new CheckpointException(path, Reason.UNWRITABLE, message, cause);
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() == null) {
            return e.getClass().getSimpleName().replace("Exception", "") + " " + file.getFile();
        }
        return String.valueOf(e.getMessage());
    }
}
