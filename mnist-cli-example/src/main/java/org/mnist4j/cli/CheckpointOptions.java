package org.mnist4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mnist4j.train.CheckpointException;
import org.mnist4j.train.Checkpoints;
import org.mnist4j.train.TrainingInterruptedException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Whether and how often a run is written down, and whether one goes on. */
final class CheckpointOptions {

    private static final String SUFFIX = ".checkpoints";

    @ArgGroup
    private Mode mode = new Mode();

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            order = 25,
            description = "Write a checkpoint after every N batches, too, and not after each epoch only.")
    private @Nullable Integer everyBatches;

    /** At most one of the two. */
    static final class Mode {
        @Option(
                names = "--resume",
                order = 24,
                description = "Go on with the run that was stopped, from its last checkpoint.")
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
            throw new CommandException(ExitCode.USAGE, "--out " + run + " is no place for a run; name a folder in it");
        }
        // As the user wrote it where that has a name, for messages.
        Path beside = run.endsWith(name) ? run : target;
        Checkpoints checkpoints = Checkpoints.in(beside.resolveSibling(name + SUFFIX));
        return everyBatches == null ? checkpoints : checkpoints.everyBatches(everyBatches);
    }

    /** Refuses to resume what is not there, and to begin anew where a run can be resumed. */
    void requireFits(Checkpoints checkpoints, boolean overwrite) {
        boolean some = checkpoints.newest().isPresent();
        if (resume() && !some) {
            throw new CommandException(
                    ExitCode.USAGE,
                    checkpoints.folder() + " holds no checkpoint to resume from; to start the run, leave out --resume");
        }
        if (!resume() && some && !overwrite) {
            throw new CommandException(
                    ExitCode.USAGE,
                    checkpoints.folder() + " holds checkpoints of a run that was stopped; go on with --resume,"
                            + " or drop them with --overwrite");
        }
    }

    /** Removes checkpoints that are of no more use; that they stay is no reason to fail. */
    static void drop(Checkpoints checkpoints, PrintWriter err) {
        try {
            checkpoints.delete();
        } catch (CheckpointException e) {
            err.println("mnist4j: " + e.getMessage() + "; they are no longer needed, remove them by hand");
        }
    }

    /** The failure of an interrupted command, which says how to go on where that is possible. */
    static RuntimeException interrupted(Checkpoints checkpoints, RuntimeException failure) {
        if (checkpoints.newest().isEmpty()) {
            return failure;
        }
        String where = failure instanceof TrainingInterruptedException stopped
                ? " in epoch " + stopped.epoch() + " before batch " + stopped.batch()
                : " (" + failure.getMessage() + ")";
        CommandException resumable = new CommandException(
                ExitCode.INTERRUPTED, "interrupted" + where + "; to go on, run the same command with --resume");
        resumable.initCause(failure);
        return resumable;
    }
}
