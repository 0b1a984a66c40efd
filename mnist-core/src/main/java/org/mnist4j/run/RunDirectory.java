package org.mnist4j.run;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.run.RunDirectoryException.Reason;
import org.mnist4j.train.TrainingResult;

/**
 * The folder of one run, which appears under its name complete or not at all.
 *
 * <p>Everything is written to a hidden folder beside the target, which {@link #commit()} renames. Stage the directory
 * before training: what cannot be written is then refused before the work and not after it.
 *
 * <pre>{@code
 * try (RunDirectory run = RunDirectory.stage(Path.of("runs/seed"), false)) {
 *     TrainingResult result = Trainer.of(config).fit(mnist.train());
 *     run.write(result, result.model().evaluate(mnist.test()));
 *     run.commit();
 * }
 * }</pre>
 *
 * <p>Not safe for use by several threads at once.
 */
public final class RunDirectory implements AutoCloseable {

    /** The experiment as it was run, with every default filled in. */
    public static final String EXPERIMENT = "experiment.json";

    /** The trained network. */
    public static final String MODEL = "model.safetensors";

    /** What each epoch measured. */
    public static final String HISTORY = "history.csv";

    /** The measures on the test set. */
    public static final String METRICS = "metrics.json";

    /** Every test image's label, predicted class and probabilities. */
    public static final String PREDICTIONS = "predictions.csv";

    /** The counts of true against predicted classes. */
    public static final String CONFUSION_MATRIX = "confusion-matrix.csv";

    /** What overwriting may delete. */
    private static final Set<String> KNOWN_FILES = Set.of(
            EXPERIMENT,
            "manifest.json",
            MODEL,
            HISTORY,
            METRICS,
            PREDICTIONS,
            CONFUSION_MATRIX,
            "confusion-matrix.png",
            "confusion-matrix.svg",
            "predictions.png",
            "mistakes.png",
            "architecture.svg",
            "report.html",
            // Left by file browsers that have shown the folder.
            ".DS_Store",
            "Thumbs.db",
            "desktop.ini");

    private final Path requested;
    private final Path target;
    private final boolean overwrite;
    private final StagingFolder staging;
    private boolean committed;

    private RunDirectory(Path requested, Path target, boolean overwrite, StagingFolder staging) {
        this.requested = requested;
        this.target = target;
        this.overwrite = overwrite;
        this.staging = staging;
    }

    /**
     * Makes sure that a run can be written to a folder, and begins one. What a process that was killed has left of the
     * same run is cleared away.
     *
     * @param directory where the run will be; it, and the folders above it, need not exist
     * @param overwrite whether a run that is there already may be replaced; only a folder that holds nothing but a run's
     *     files ever is
     * @throws RunDirectoryException if the folder is taken, or nothing can be written beside it
     */
    public static RunDirectory stage(Path directory, boolean overwrite) {
        try {
            Path target = real(directory.toAbsolutePath().normalize());
            StagingFolder.clearAbandoned(target);
            requireFree(directory, target, overwrite);
            return new RunDirectory(directory, target, overwrite, StagingFolder.beside(target));
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    /** Where the run will be, as it was asked for. */
    public Path target() {
        return requested;
    }

    /**
     * Where to write one more file of the run, such as a figure, until {@link #commit()}.
     *
     * @param name a plain file name. Overwriting is refused for a folder with files that no run has, so a name of your
     *     own protects the run
     * @throws IllegalArgumentException if the name is not that of a file right in the folder
     */
    public Path file(String name) {
        Path file = staging.path().resolve(name).normalize();
        if (!staging.path().equals(file.getParent())) {
            throw new IllegalArgumentException("expected a plain file name, got " + name);
        }
        return file;
    }

    /**
     * Writes {@value #EXPERIMENT}, {@value #MODEL}, {@value #HISTORY}, {@value #METRICS}, {@value #PREDICTIONS} and
     * {@value #CONFUSION_MATRIX}.
     *
     * @param training what was trained
     * @param evaluation what the trained model did on the test set
     * @throws RunDirectoryException if a file cannot be written
     */
    public void write(TrainingResult training, EvaluationReport evaluation) {
        try {
            Files.writeString(file(EXPERIMENT), training.config().toJson());
            training.model().save(file(MODEL));
            Files.writeString(file(HISTORY), training.history().toCsv());
            Files.writeString(file(METRICS), MetricsJson.of(training, evaluation));
            Files.writeString(file(PREDICTIONS), csv(evaluation.predictions()));
            Files.writeString(
                    file(CONFUSION_MATRIX), evaluation.confusionMatrix().toCsv());
        } catch (IOException e) {
            throw unwritable(requested, e);
        }
    }

    /**
     * Puts the run in its place. A run that was there before is moved aside first and deleted last.
     *
     * @throws RunDirectoryException if the place was taken in the meantime or cannot be written; the finished run is then
     *     kept in the hidden folder that the message names
     */
    public void commit() {
        if (committed) {
            throw new IllegalStateException("this run is committed already");
        }
        staging.keep();
        try {
            requireFree(requested, target, overwrite);
            staging.moveTo(target);
            committed = true;
        } catch (RunDirectoryException e) {
            throw new RunDirectoryException(
                    requested, e.reason(), "taken while the run was going on; the run is kept in " + staging.path(), e);
        } catch (IOException e) {
            throw new RunDirectoryException(
                    requested, Reason.UNWRITABLE, reason(e) + "; the run is kept in " + staging.path(), e);
        }
    }

    /** Removes everything written, unless it is committed or its commit failed. */
    @Override
    public void close() {
        staging.discard();
    }

    /** A link is followed, so that what it points to is replaced and not the link. */
    private static Path real(Path target) throws IOException {
        return Files.exists(target) ? target.toRealPath() : target;
    }

    private static void requireFree(Path requested, Path target, boolean overwrite) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new RunDirectoryException(requested, Reason.NOT_A_RUN, "is a file; name another folder");
        }
        Set<String> entries;
        try (Stream<Path> files = Files.list(target)) {
            entries = files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
        if (entries.isEmpty()) {
            return;
        }
        if (!entries.contains(EXPERIMENT)) {
            throw new RunDirectoryException(
                    requested,
                    Reason.NOT_A_RUN,
                    "is not empty, and is no run that could be overwritten: it has no " + EXPERIMENT
                            + "; name another folder");
        }
        if (!overwrite) {
            throw new RunDirectoryException(
                    requested, Reason.EXISTS, "already holds a run; overwrite it or name another folder");
        }
        List<String> strangers =
                entries.stream().filter(name -> !KNOWN_FILES.contains(name)).toList();
        if (!strangers.isEmpty()) {
            throw new RunDirectoryException(
                    requested,
                    Reason.NOT_A_RUN,
                    "is not overwritten, since it holds more than a run: "
                            + String.join(", ", strangers.subList(0, Math.min(3, strangers.size())))
                            + (strangers.size() > 3 ? " and more" : "")
                            + "; move that elsewhere or name another folder");
        }
    }

    private static String csv(Predictions predictions) throws IOException {
        StringBuilder text = new StringBuilder();
        predictions.writeCsv(text);
        return text.toString();
    }

    private static RunDirectoryException unwritable(Path requested, IOException e) {
        return new RunDirectoryException(requested, Reason.UNWRITABLE, reason(e) + "; name another folder", e);
    }

    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        String detail = e instanceof FileSystemException file && file.getReason() == null
                ? kind + " " + file.getFile()
                : String.valueOf(e.getMessage());
        return "cannot be written (" + detail + ")";
    }
}
