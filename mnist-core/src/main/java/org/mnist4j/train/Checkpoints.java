package org.mnist4j.train;

import java.nio.file.Path;
import java.util.Optional;
import org.mnist4j.config.ExperimentConfig;

/**
 * Where and how often a run writes checkpoints. A run resumed from a checkpoint is bit-identical to an uninterrupted
 * run.
 *
 * <p>By default, a checkpoint is written after each epoch, and the two newest are kept. Checkpoints need a separate
 * folder, which only one run at a time can use. Immutable.
 */
public final class Checkpoints {

    private final Path folder;
    private final int everyEpochs;
    private final int everyBatches;
    private final int keep;

    private Checkpoints(Path folder, int everyEpochs, int everyBatches, int keep) {
        this.folder = folder;
        this.everyEpochs = everyEpochs;
        this.everyBatches = everyBatches;
        this.keep = keep;
    }

    /** Returns checkpoints after each epoch in a folder, which is created if necessary. */
    public static Checkpoints in(Path folder) {
        return new Checkpoints(folder, 1, 0, 2);
    }

    /**
     * Writes a checkpoint after every {@code epochs} epochs, and after the last.
     *
     * @throws IllegalArgumentException if {@code epochs} is less than 1
     */
    public Checkpoints everyEpochs(int epochs) {
        return new Checkpoints(folder, atLeastOne("everyEpochs", epochs), everyBatches, keep);
    }

    /**
     * Also writes a checkpoint after every {@code batches} batches of an epoch.
     *
     * @throws IllegalArgumentException if {@code batches} is less than 1
     */
    public Checkpoints everyBatches(int batches) {
        return new Checkpoints(folder, everyEpochs, atLeastOne("everyBatches", batches), keep);
    }

    /**
     * Keeps the {@code newest} newest checkpoints, and deletes older ones once a new one is on the disk.
     *
     * @throws IllegalArgumentException if {@code newest} is less than 1
     */
    public Checkpoints keep(int newest) {
        return new Checkpoints(folder, everyEpochs, everyBatches, atLeastOne("keep", newest));
    }

    /** Returns the folder. */
    public Path folder() {
        return folder;
    }

    /**
     * Returns the checkpoint with the most steps, intact or not; empty if there is none.
     *
     * @throws CheckpointException if the folder cannot be read
     */
    public Optional<Path> newest() {
        return CheckpointFolder.files(folder).stream().findFirst();
    }

    /**
     * Returns whether the folder shows that a run was begun in it that has no checkpoint yet;
     * {@link Trainer#resume(Path, org.mnist4j.data.ImageDataset) Trainer.resume} begins it anew.
     *
     * @throws CheckpointException if the folder cannot be read
     */
    public boolean isBegun() {
        return CheckpointFolder.isBegun(folder);
    }

    /**
     * Records that a run of this experiment begins, in a folder without checkpoints. {@code Trainer.fit} does so before
     * its first step, with the images; call this where a process may be killed while it still reads them.
     *
     * @throws CheckpointException if the folder contains checkpoints, is in use or cannot be written
     */
    public void begin(ExperimentConfig config) {
        try (CheckpointFolder opened = CheckpointFolder.begin(this)) {
            opened.keep(BegunRun.of(config));
        }
    }

    /**
     * Deletes all checkpoints and the record of a run that was begun, and the folder unless it contains other files.
     *
     * @throws CheckpointException if a run is using the folder, or a file cannot be deleted
     */
    public void delete() {
        CheckpointFolder.delete(folder);
    }

    int keep() {
        return keep;
    }

    /** Whether a checkpoint is due after a batch, from 1 within its epoch. */
    boolean isDueAfterBatch(int batch) {
        return everyBatches > 0 && batch % everyBatches == 0;
    }

    /** Whether a checkpoint is due after an epoch, from 1, of {@code batches} batches. */
    boolean isDueAfterEpoch(int epoch, int batches) {
        return epoch % everyEpochs == 0 || isDueAfterBatch(batches);
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
        return value;
    }

    @Override
    public String toString() {
        return "Checkpoints[" + folder + ", every " + everyEpochs + " epochs"
                + (everyBatches > 0 ? " and " + everyBatches + " batches" : "") + ", keep " + keep + "]";
    }
}
