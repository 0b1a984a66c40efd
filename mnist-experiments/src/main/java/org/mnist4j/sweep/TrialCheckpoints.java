package org.mnist4j.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.train.CheckpointException;
import org.mnist4j.train.Checkpoints;
import org.mnist4j.train.DataMismatchException;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints from which the trials of a rung go on, one folder per trial. They save time and nothing else: where there are
 * none, a trial is trained from the beginning, to the same bits.
 */
final class TrialCheckpoints implements AutoCloseable {

    static final String NAME = "checkpoints";

    private static final Logger LOG = LoggerFactory.getLogger(TrialCheckpoints.class);

    private final Path folder;
    private final boolean temporary;

    private TrialCheckpoints(Path folder, boolean temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /** Those in a sweep's folder, or temporary ones if it has no folder. */
    static TrialCheckpoints in(@Nullable Path directory) throws IOException {
        return directory == null
                ? new TrialCheckpoints(Files.createTempDirectory("mnist4j-sweep-"), true)
                : new TrialCheckpoints(
                        Files.createDirectories(directory.resolve(NAME)).toAbsolutePath(), false);
    }

    Path folder() {
        return folder;
    }

    /** Trains a trial to its number of epochs, from its checkpoint if that can be used, and leaves one for the next rung. */
    static TrainingResult train(Trial trial, Trainer trainer, Path folder, SweepData data) {
        ImageDataset train = data.train();
        if (!Files.isDirectory(folder)) {
            return trainer.fit(train); // on a machine that does not see the sweep's folder
        }
        Path own = folder.resolve(trial.fileName(data.fingerprint()));
        Checkpoints checkpoints = Checkpoints.in(own).keep(1);
        Trainer kept = trainer.checkpoints(checkpoints);
        try {
            boolean begun = checkpoints.newest().isPresent() || checkpoints.isBegun();
            return begun ? kept.resume(own, train) : kept.fit(train);
        } catch (DataMismatchException e) {
            throw e; // without checkpoints the images would not fit either
        } catch (CheckpointException | IllegalArgumentException e) {
            LOG.warn("trial {} is trained from the beginning: {}", trial.number(), e.getMessage());
            return trainer.fit(train);
        }
    }

    /** Deletes the checkpoints of trials that do not go on. */
    void delete(List<Trial> trials, SweepData data) {
        trials.forEach(trial -> delete(folder.resolve(trial.fileName(data.fingerprint()))));
    }

    /** Deletes all checkpoints, also those that a killed sweep left; not those that another sweep is using. */
    void deleteAll() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> folders = Files.list(folder)) {
            folders.filter(Files::isDirectory).forEach(TrialCheckpoints::delete);
        } catch (IOException e) {
            LOG.warn("{} cannot be listed; delete it manually", folder, e);
        }
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.debug("{} is not deleted, since it is not empty", folder, e);
        }
    }

    private static void delete(Path own) {
        try {
            Checkpoints.in(own).delete();
        } catch (CheckpointException e) {
            LOG.debug("the checkpoints in {} are kept", own, e);
        }
    }

    /** Deletes temporary checkpoints; others are kept until a sweep is complete. */
    @Override
    public void close() {
        if (temporary) {
            deleteAll();
        }
    }
}
