package org.mnist4j.train;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where and how often a run writes down all that its future depends on. A run that continues from a checkpoint comes to
 * the same bits as one that was never stopped.
 *
 * <p>By default a checkpoint is written after each epoch, and after the last; the two newest are kept. Checkpoints have a
 * folder of their own, which one run at a time can use. An immutable value.
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

    /** Checkpoints in a folder, which need not exist, after each epoch. */
    public static Checkpoints in(Path folder) {
        return new Checkpoints(folder, 1, 0, 2);
    }

    /**
     * Writes after every so many epochs, and after the last.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Checkpoints everyEpochs(int epochs) {
        return new Checkpoints(folder, atLeastOne("everyEpochs", epochs), everyBatches, keep);
    }

    /**
     * Writes within an epoch, too: after every so many of its batches.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Checkpoints everyBatches(int batches) {
        return new Checkpoints(folder, everyEpochs, atLeastOne("everyBatches", batches), keep);
    }

    /**
     * Keeps so many checkpoints, the newest, and removes older ones when a new one is on the disk.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Checkpoints keep(int newest) {
        return new Checkpoints(folder, everyEpochs, everyBatches, atLeastOne("keep", newest));
    }

    /** Where they are. */
    public Path folder() {
        return folder;
    }

    /**
     * The checkpoint that is furthest on, intact or not; empty if there is none.
     *
     * @throws CheckpointException if the folder cannot be read
     */
    public Optional<Path> newest() {
        return CheckpointFolder.files(folder).stream().findFirst();
    }

    /**
     * Removes all checkpoints, and the folder unless it holds something else.
     *
     * @throws CheckpointException if a run is using the folder, or a file cannot be removed
     */
    public void delete() {
        CheckpointFolder.delete(folder);
    }

    int keep() {
        return keep;
    }

    /** Whether a checkpoint is due after a batch, from 1, of an epoch. */
    boolean isDueAfterBatch(int batch) {
        return everyBatches > 0 && batch % everyBatches == 0;
    }

    /** Whether a checkpoint is due after an epoch, from 1, of so many batches. */
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
