package org.mnist4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.train.CheckpointException;
import org.mnist4j.train.Checkpoints;
import org.mnist4j.train.TrainingInterruptedException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whether and how often checkpoints are written, and whether to resume from one. */
final class CheckpointOptions {

    private static final String SUFFIX = ".checkpoints";

    @ArgGroup
    private Mode mode = new Mode();

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            order = 25,
            description = "Also write a checkpoint every N batches, not only after each epoch.")
    private @Nullable Integer everyBatches;

    /** At most one of the two. */
    static final class Mode {
        @Option(
                names = "--resume",
                order = 24,
                description =
                        "Resume the interrupted run from its last checkpoint, or begin it anew if it has none yet.")
        private boolean resume;

        @Option(names = "--no-checkpoints", order = 26, description = "Write no checkpoints.")
        private boolean none;
    }

    boolean resume() {
        return mode.resume;
    }

    boolean write() {
        return !mode.none;
    }

    /** The checkpoints of a run, in a folder beside its own. */
    Checkpoints of(Path run) {
        if (everyBatches != null && everyBatches < 1) {
            throw new CommandException(ExitCode.USAGE, "--checkpoint-every must be 1 or more, was " + everyBatches);
        }
        Path target = run.toAbsolutePath().normalize();
        Path name = target.getFileName();
        if (name == null) {
            throw new CommandException(
                    ExitCode.USAGE, "--out " + run + " is not a place for a run; choose a folder in it");
        }
        // For messages, as the user wrote it if that ends with the name.
        Path beside = run.endsWith(name) ? run : target;
        Checkpoints checkpoints = Checkpoints.in(beside.resolveSibling(name + SUFFIX));
        return everyBatches == null ? checkpoints : checkpoints.everyBatches(everyBatches);
    }

    /** Refuses to resume without a checkpoint, and to start over where a run can be resumed. */
    void requireFits(Checkpoints checkpoints, boolean overwrite) {
        boolean some = checkpoints.newest().isPresent();
        if (resume() && !some && !checkpoints.isBegun()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    checkpoints.folder() + " holds no checkpoint to resume from; omit --resume to start the run");
        }
        if (!resume() && some && !overwrite) {
            throw new CommandException(
                    ExitCode.USAGE,
                    checkpoints.folder() + " holds checkpoints of an interrupted run; use --resume to continue"
                            + " or --overwrite to discard them");
        }
    }

    /** Deletes checkpoints that are no longer needed; a failure to do so is only reported. */
    static void drop(Checkpoints checkpoints, PrintWriter err) {
        try {
            checkpoints.delete();
        } catch (CheckpointException e) {
            err.println("mnist4j: " + e.getMessage() + "; they are no longer needed, delete them manually");
        }
    }

    /**
     * Records that the run begins, so that it can be resumed even if it is killed while its images are read. Checkpoints that are
     * to be overwritten stay until the images are there.
     *
     * @return whether it did
     */
    boolean begin(Checkpoints checkpoints, ExperimentConfig config) {
        boolean due = write() && !resume() && checkpoints.newest().isEmpty();
        if (due) {
            checkpoints.begin(config);
        }
        return due;
    }

    /** Discards checkpoints and the record of another run, unless this run resumes or has just begun. */
    void startOver(Checkpoints checkpoints, boolean begun) {
        if (!resume() && !begun) {
            checkpoints.delete();
        }
    }

    /** The failure of an interrupted command, with advice to resume if there is something to resume. */
    static RuntimeException interrupted(Checkpoints checkpoints, RuntimeException failure) {
        boolean some = checkpoints.newest().isPresent();
        if (!some && !checkpoints.isBegun()) {
            return failure;
        }
        String where = failure instanceof TrainingInterruptedException stopped
                ? " in epoch " + stopped.epoch() + " before batch " + stopped.batch()
                : " (" + failure.getMessage() + ")";
        CommandException resumable = new CommandException(
                ExitCode.INTERRUPTED,
                some
                        ? "interrupted" + where + "; repeat the command with --resume to continue"
                        : "interrupted before the first checkpoint; repeat the command, with or without --resume, to"
                                + " begin anew");
        resumable.initCause(failure);
        return resumable;
    }
}
