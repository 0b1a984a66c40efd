package org.mnist4j.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.run.RunFormatException.Reason;
import org.mnist4j.train.Trainer;
import org.mnist4j.train.TrainingListener;

/**
 * Verifies run directories.
 *
 * <p>{@link #verifyFiles} finds every change to a run's files that the manifest does not record. A manifest rewritten for changed
 * files passes it, but not {@link #verify}, which trusts only the configuration, the data's fingerprints and the seed,
 * and retrains.
 */
public final class Runs {

    private Runs() {}

    /**
     * Checks a directory without training: that its manifest can be read, that every file has the manifest's SHA-256, and
     * that configuration, model, predictions and metrics agree with each other.
     *
     * @return {@link Verdict#INTACT}, {@link Verdict#TAMPERED}, or {@link Verdict#CANNOT_VERIFY} if there is no manifest or
     *     one of a newer major version
     */
    public static Verification verifyFiles(Path directory) {
        return verifyFiles(directory, FileCheck::of);
    }

    /**
     * As {@link #verifyFiles(Path)}, but without the figures and the report, which can be made again from the other files.
     */
    public static Verification verifyWithoutFigures(Path directory) {
        return verifyFiles(directory, FileCheck::withoutFigures);
    }

    private static Verification verifyFiles(Path directory, Function<Run, Verification> check) {
        Run run;
        try {
            run = Run.open(directory);
        } catch (RunFormatException e) {
            return unopened(directory, e);
        }
        return check.apply(run);
    }

    private static Verification unopened(Path directory, RunFormatException failure) {
        Verdict verdict = Verdict.CANNOT_VERIFY;
        String summary;
        if (!Files.isDirectory(directory)) {
            summary = "This is not a directory; name a run directory.";
        } else if (failure.reason() == Reason.MISSING) {
            summary = "This directory has no manifest; a complete run has one.";
        } else if (failure.reason() == Reason.VERSION) {
            summary = "The manifest was written by a newer version of mnist4j; verify with that one.";
        } else {
            verdict = Verdict.TAMPERED;
            summary = "The manifest is invalid.";
        }
        Discrepancy finding =
                new Discrepancy(RunDirectory.MANIFEST, "a valid manifest", String.valueOf(failure.getMessage()));
        return Verification.untrained(directory, verdict, summary, List.of(finding), List.of());
    }

    /**
     * As {@link #verifyFiles(Path)} for an opened run.
     *
     * @return {@link Verdict#INTACT} or {@link Verdict#TAMPERED}
     */
    public static Verification verifyFiles(Run run) {
        return FileCheck.of(run);
    }

    /**
     * Checks the files, retrains from the manifest alone, and compares parameters, losses, predictions and metrics.
     *
     * <p>The bits must be equal if the library is the same (the version; for a snapshot the commit too) and the engine is
     * {@code java}, or the engine is {@code dl4j} and operating system, architecture and OpenBLAS's core type are those of the
     * run. Otherwise the accuracies may differ by {@link Verification#accuracyTolerance()}, which is
     *
     * <pre>{@code
     * 1.96 * sqrt(2 p (1 - p) / (n + 2)),   p = (hits + 1) / (n + 2)
     * }</pre>
     *
     * with n test images and the correct predictions of the retrained model: the 95% interval of the difference of two
     * accuracies (Agresti and Caffo, 2000). The number of threads does not matter.
     *
     * <p>It takes as long as the training did, and as much memory; an untrusted manifest may demand much of both.
     *
     * @param run an opened run
     * @param datasets the images of the run, identified by their fingerprints, whatever their names
     * @param listeners observe the training
     * @return any verdict but {@link Verdict#INTACT}
     * @throws org.mnist4j.train.TrainingInterruptedException if the calling thread is interrupted
     */
    public static Verification verify(Run run, RunDatasets datasets, TrainingListener... listeners) {
        return verify(run, () -> datasets, listeners);
    }

    /**
     * As {@link #verify(Run, RunDatasets, TrainingListener...)} with images that are loaded only if the files are intact.
     *
     * @param datasets loads the images; where it throws a {@link DataFormatException}, the verdict is
     *     {@link Verdict#CANNOT_VERIFY}
     */
    public static Verification verify(Run run, Supplier<RunDatasets> datasets, TrainingListener... listeners) {
        return trainAgain(run, datasets, trainer -> trainer, listeners);
    }

    /**
     * As {@link #verify(Run, Supplier, TrainingListener...)} on the given number of threads; the verdict does not depend on it.
     *
     * @param threads 1 to {@link Trainer#MAX_THREADS}; without it there is one per processor
     * @throws IllegalArgumentException if the number is outside that range
     */
    public static Verification verify(
            Run run, Supplier<RunDatasets> datasets, int threads, TrainingListener... listeners) {
        if (threads < 1 || threads > Trainer.MAX_THREADS) {
            throw new IllegalArgumentException("threads must be 1 to " + Trainer.MAX_THREADS + ", was " + threads);
        }
        return trainAgain(run, datasets, trainer -> trainer.threads(threads), listeners);
    }

    private static Verification trainAgain(
            Run run, Supplier<RunDatasets> datasets, UnaryOperator<Trainer> setting, TrainingListener... listeners) {
        Verification files = verifyFiles(run);
        if (files.verdict() != Verdict.INTACT) {
            return files;
        }
        DataMatch match;
        try {
            match = DataMatch.of(run.manifest(), datasets.get());
        } catch (DataFormatException e) {
            Discrepancy finding = new Discrepancy("data", "readable images", String.valueOf(e.getMessage()));
            return cannotVerify(run, "The images cannot be read.", List.of(finding), files);
        }
        return match.findings().isEmpty()
                ? new Reproduction(run, match.datasets(), files.extraFiles()).verify(setting, List.of(listeners))
                : cannotVerify(run, "The given images are not those of the run.", match.findings(), files);
    }

    private static Verification cannotVerify(Run run, String summary, List<Discrepancy> findings, Verification files) {
        return Verification.untrained(run.directory(), Verdict.CANNOT_VERIFY, summary, findings, files.extraFiles());
    }
}
