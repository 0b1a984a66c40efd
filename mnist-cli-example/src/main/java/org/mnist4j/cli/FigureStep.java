package org.mnist4j.cli;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.report.FigureFont;
import org.mnist4j.report.MissingFiguresException;
import org.mnist4j.report.RunFigures;
import org.mnist4j.robustness.RobustnessReport;
import org.mnist4j.run.Run;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.run.RunFormatException;

/** The last step of {@code train}, and all of {@code report}: it cannot harm the run, which is complete already. */
final class FigureStep {

    private FigureStep() {}

    /** Refuses a bad font before the work. Without one, the class is not needed: it needs the module java.desktop. */
    static void requireFont() {
        if (System.getProperty(FigureFont.PROPERTY) != null) {
            FigureFont.named();
        }
    }

    /**
     * Writes the figures and the report of a run.
     *
     * @param directory the run, as the user named it
     * @return the report
     * @throws CommandException if any of them is missing in the end, whatever the reason
     */
    static Path write(Path directory, EvaluationReport evaluation, ImageDataset test) {
        return write(directory, run -> RunFigures.write(run, evaluation, test));
    }

    /** The same with a section on robustness, and its own files. */
    static Path write(Path directory, EvaluationReport evaluation, ImageDataset test, RobustnessReport robustness) {
        return write(directory, run -> RunFigures.write(run, evaluation, test, robustness));
    }

    private static Path write(Path directory, Consumer<Run> step) {
        try {
            step.accept(Run.open(directory));
            return directory.resolve(RunFigures.REPORT);
        } catch (MissingFiguresException e) {
            throw failure(directory, String.join(", ", e.names()), e, cause(e));
        } catch (RuntimeException | Error e) {
            throw failure(directory, "the figures and " + RunFigures.REPORT, e, e);
        }
    }

    private static Throwable cause(MissingFiguresException failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }

    private static CommandException failure(Path directory, String missing, Throwable failure, Throwable cause) {
        int code = Thread.currentThread().isInterrupted() ? ExitCode.INTERRUPTED : ExitCode.FILE;
        CommandException readable = new CommandException(
                code,
                directory + ": not written: " + missing + ": " + reason(cause)
                        + "; the run itself is complete, and mnist4j report " + option(cause) + directory
                        + " makes them");
        readable.initCause(failure);
        return readable;
    }

    /** The robustness of a run is measured and not made from its other files. */
    private static String option(Throwable cause) {
        return cause instanceof RunFormatException broken && broken.file().equals(RunDirectory.ROBUSTNESS)
                ? "--robustness "
                : "";
    }

    /** A bug is named too; with {@code --verbose}, its stack trace follows. */
    private static String reason(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return Failures.outOfMemory();
        }
        if (ExitCode.lacksPictures(cause)) {
            return Failures.NO_PICTURES;
        }
        return ExitCode.of(cause) == ExitCode.BUG ? cause.toString() : String.valueOf(cause.getMessage());
    }
}
