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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.FieldDifference;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.engine.TrainingEngine;
import org.mnist4j.storage.AtomicFile;
import org.mnist4j.storage.LockFile;
import org.mnist4j.train.CheckpointException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run's checkpoints, named by the number of steps, in a folder that is locked while the run goes on. */
final class CheckpointFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final Pattern NAME = Pattern.compile("step-([0-9]{10,18})\\.safetensors");
    private static final String LOCK = ".lock";

    private final Checkpoints settings;
    private final LockFile lock;
    private final Deque<Path> intact = new ArrayDeque<>(); // that this run has written or read, oldest first

    private CheckpointFolder(Checkpoints settings, LockFile lock) {
        this.settings = settings;
        this.lock = lock;
    }

    /** Makes the folder where it is missing, for a run from the start. */
    static CheckpointFolder begin(Checkpoints settings) {
        Path folder = settings.folder();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                AtomicFile.syncFolder(folder.toAbsolutePath().getParent());
            }
        } catch (FileAlreadyExistsException e) {
            throw inTheWay(folder, e);
        } catch (IOException e) {
            throw unwritable(folder, "no folder for checkpoints can be made: " + reason(e), e);
        }
        CheckpointFolder locked = lock(settings);
        List<Path> there = files(folder);
        if (!there.isEmpty()) {
            locked.close();
            throw new CheckpointException(
                    folder,
                    Reason.EXISTS,
                    "already holds checkpoints of a run, the newest being "
                            + there.get(0).getFileName()
                            + "; resume that run, delete its checkpoints, or use another folder");
        }
        return locked;
    }

    /** For a run that goes on; there must be a checkpoint. */
    static CheckpointFolder reopen(Checkpoints settings) {
        if (files(settings.folder()).isEmpty()) {
            throw new CheckpointException(
                    settings.folder(),
                    Reason.NONE,
                    "holds no checkpoint to resume from; start the run from the beginning");
        }
        return lock(settings);
    }

    private static CheckpointFolder lock(Checkpoints settings) {
        Path folder = settings.folder();
        try {
            LockFile lock = LockFile.tryLock(folder.resolve(LOCK))
                    .orElseThrow(() -> new CheckpointException(
                            folder, Reason.IN_USE, "is in use by another run; wait for its end or use another folder"));
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

    /** Leftovers of a process that was killed while it wrote. */
    private static void removeTemporaries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher target = Pattern.compile("\\.(" + NAME.pattern() + ")\\..*")
                        .matcher(file.getFileName().toString());
                if (target.matches() && AtomicFile.isTemporary(file, target.group(1))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** All checkpoints by their names, the furthest first; none if there is no folder. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparingLong(CheckpointFolder::steps).reversed())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (NotDirectoryException e) {
            // Below a file there is no folder either; that none can be made there is for whoever makes it to say.
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

    /**
     * Reads the intact checkpoint that is furthest on; those that are not intact are passed over with a warning.
     *
     * @throws CheckpointException if none is intact, or one is of a newer format
     */
    Checkpoint readNewest() {
        // A file cannot be read by an interrupted thread; the run that goes on will see the flag before its first step.
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
                "holds no intact checkpoint" + (first == null ? "" : " (" + first.getMessage() + ")")
                        + "; start the run from the beginning",
                first);
    }

    /** Refuses a checkpoint of another experiment or other images, naming what differs. */
    void requireSameRun(
            Checkpoint checkpoint, ExperimentConfig config, ImageDataset train, @Nullable ImageDataset validation) {
        if (!checkpoint.config().equals(config)) {
            throw refused(
                    Reason.OTHER_CONFIG,
                    "is of another experiment: "
                            + differences(checkpoint.config(), config)
                            + "; resume with the same configuration, or start a run of its own");
        }
        requireSame("training", Optional.of(checkpoint.train()), Optional.of(DatasetIdentity.of(train)));
        requireSame(
                "validation",
                checkpoint.validation(),
                Optional.ofNullable(validation).map(DatasetIdentity::of));
    }

    private static String differences(ExperimentConfig there, ExperimentConfig here) {
        return FieldDifference.between(there, here).stream()
                .map(one -> one.path() + " is " + one.first().orElse("missing") + " there and "
                        + one.second().orElse("missing") + " here")
                .collect(Collectors.joining(", "));
    }

    private void requireSame(String which, Optional<DatasetIdentity> there, Optional<DatasetIdentity> here) {
        if (!sameImages(there, here)) {
            throw refused(
                    Reason.OTHER_DATA,
                    "is of a run on other images: its " + which + " set is " + text(there) + ", yours is " + text(here)
                            + "; resume with the same images, or start a run of its own");
        }
    }

    /** Whatever they are called. */
    private static boolean sameImages(Optional<DatasetIdentity> there, Optional<DatasetIdentity> here) {
        return there.map(DatasetIdentity::fingerprint).equals(here.map(DatasetIdentity::fingerprint))
                && there.map(DatasetIdentity::images).equals(here.map(DatasetIdentity::images));
    }

    private static String text(Optional<DatasetIdentity> data) {
        return data.map(DatasetIdentity::toString).orElse("none");
    }

    /** Refuses a checkpoint of an engine that this library would no longer choose. */
    void requireSameEngine(Checkpoint checkpoint, TrainingEngine engine) {
        if (!checkpoint.engine().equals(engine.name())) {
            throw refused(
                    Reason.VERSION,
                    "was trained by engine " + checkpoint.engine() + ", this library would go on with " + engine.name()
                            + "; resume with the release that wrote it");
        }
    }

    private CheckpointException refused(Reason reason, String message) {
        return new CheckpointException(newest().orElse(settings.folder()), reason, message);
    }

    /** The newest that is known to be intact; empty before the first is written. */
    Optional<Path> newest() {
        return Optional.ofNullable(intact.peekLast());
    }

    Checkpoints settings() {
        return settings;
    }

    /** Whether the newest checkpoint is of this number of steps. */
    boolean has(long steps) {
        return newest().filter(file -> steps(file) == steps).isPresent();
    }

    /**
     * Writes a checkpoint, and removes those that are no longer to be kept.
     *
     * @throws CheckpointException if it cannot be written; the ones before are untouched
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
                            + newest().map(previous -> "the one before it, " + previous.getFileName()
                                            + ", is intact: see to the disk and resume from it")
                                    .orElse("there is none before it: see to the disk and start again"),
                    e);
        }
        intact.addLast(file);
        while (intact.size() > settings.keep()) {
            intact.removeFirst();
        }
        // What lies further on than this run, and cannot be intact, stays until the run gets there.
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
            LOG.warn("{} is no longer needed and cannot be removed; delete it by hand", old, e);
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
        } catch (IOException e) {
            throw unwritable(folder, "its checkpoints cannot be removed: " + reason(e), e);
        }
    }

    /** Gives the folder back, and removes it if nothing is in it. */
    @Override
    public void close() {
        try {
            if (files(settings.folder()).isEmpty()) {
                lock.delete();
                Files.deleteIfExists(settings.folder());
            }
        } catch (IOException | CheckpointException e) {
            LOG.debug("{} stays: something else is in it", settings.folder(), e);
        } finally {
            try {
                lock.close();
            } catch (IOException e) {
                LOG.warn("the lock of {} cannot be given back; it ends with this process", settings.folder(), e);
            }
        }
    }

    private static CheckpointException inTheWay(Path file, IOException cause) {
        return unwritable(file, "is a file where checkpoints need a folder; move it away or use another folder", cause);
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
