package org.mnist4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import org.mnist4j.config.ConfigException;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.report.ReportFileException;
import org.mnist4j.run.DifferentTestSetsException;
import org.mnist4j.run.RunDirectoryException;
import org.mnist4j.run.RunFormatException;
import org.mnist4j.spark.WorkerException;
import org.mnist4j.spi.EngineUnavailableException;
import org.mnist4j.train.CheckpointException;
import org.mnist4j.train.DataMismatchException;
import org.mnist4j.train.TrainingDivergedException;
import org.mnist4j.train.TrainingInterruptedException;
import picocli.CommandLine.ParameterException;

/** The command line's exit codes, and the mapping from failures to them. */
final class ExitCode {

    static final int DONE = 0;
    static final int VERDICT_NO = 1;
    static final int USAGE = 2;
    static final int FILE = 3;
    static final int TRAINING = 4;
    /** {@code EX_SOFTWARE} in sysexits.h; distinct from every other code, verdicts included. */
    static final int BUG = 70;

    static final int INTERRUPTED = 130;

    static final String HEADING = "%nExit codes:%n";
    static final String DONE_TEXT = " 0:done";
    static final String VERDICT_NO_TEXT = " 1:a check failed: the data or the run are not as expected";
    static final String USAGE_TEXT = " 2:wrong options or configuration";
    static final String FILE_TEXT = " 3:a data, model or image file cannot be read, or a result cannot be written";
    static final String TRAINING_TEXT = " 4:training failed";
    static final String INTERRUPTED_TEXT = "130:interrupted";

    private ExitCode() {}

    /** Whether the failure is that of a Java runtime without the module {@code java.desktop}. */
    static boolean lacksPictures(Throwable failure) {
        String missing = String.valueOf(failure.getMessage());
        return failure instanceof NoClassDefFoundError
                && (missing.startsWith("java/awt/") || missing.startsWith("javax/imageio/"));
    }

    static int of(Throwable failure) {
        // After an interrupt, any later operation may fail.
        if (failure instanceof TrainingInterruptedException
                || Thread.currentThread().isInterrupted()) {
            return INTERRUPTED;
        }
        if (failure instanceof CommandException known) {
            return known.exitCode();
        }
        if (failure instanceof ParameterException
                || failure instanceof ConfigException
                || failure instanceof DataMismatchException
                || failure instanceof InvalidPathException) {
            return USAGE;
        }
        if (failure instanceof RunDirectoryException refused) {
            return switch (refused.reason()) {
                case WRITE_FAILED -> FILE;
                case EXISTS, NOT_A_RUN, UNWRITABLE -> USAGE;
            };
        }
        if (failure instanceof CheckpointException refused) {
            return switch (refused.reason()) {
                case DAMAGED, VERSION, UNWRITABLE -> FILE;
                case NONE, EXISTS, IN_USE, OTHER_CONFIG, OTHER_DATA, TOO_LARGE -> USAGE;
            };
        }
        if (lacksPictures(failure)) {
            return FILE;
        }
        if (failure instanceof DataFormatException
                || failure instanceof ModelFormatException
                || failure instanceof RunFormatException
                || failure instanceof DifferentTestSetsException
                || failure instanceof ReportFileException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException) {
            return FILE;
        }
        if (failure instanceof WorkerException refused) {
            return switch (refused.reason()) {
                case OTHER_VERSION, OTHER_IMAGES, NO_LIBRARY -> USAGE;
                case FAILED -> TRAINING;
            };
        }
        if (failure instanceof TrainingDivergedException
                || failure instanceof EngineUnavailableException
                || failure instanceof OutOfMemoryError) {
            return TRAINING;
        }
        return BUG;
    }
}
