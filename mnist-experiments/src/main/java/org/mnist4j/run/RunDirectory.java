package org.mnist4j.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.data.DataReading;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.LoadedData;
import org.mnist4j.data.SkippedFile;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.run.RunDirectoryException.Reason;
import org.mnist4j.train.TrainingResult;

/**
 * The folder of one run, which appears complete or not at all.
 *
 * <p>Everything is written to a hidden folder beside the target, which {@link #commit()} renames. Stage the directory
 * before training, so that a folder that cannot be written is refused before the work.
 *
 * <pre>{@code
 * try (RunDirectory run = RunDirectory.stage(Path.of("runs/seed"), false)) {
 *     TrainingResult result = Trainer.of(config).fit(mnist.train());
 *     run.write(result, result.model().evaluate(mnist.test()), mnist.test());
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

    /** The metrics of each epoch. */
    public static final String HISTORY = "history.csv";

    /** The metrics on the test set. */
    public static final String METRICS = "metrics.json";

    /** Every test image's label, predicted class and probabilities, its file if it has one, and the names of both classes. */
    public static final String PREDICTIONS = "predictions.csv";

    /** The counts by true and predicted class. */
    public static final String CONFUSION_MATRIX = "confusion-matrix.csv";

    /** The model card. */
    public static final String MODEL_CARD = "model-card.md";

    /** The images that were left out because they cannot be read; only if the run was told to do so. */
    public static final String SKIPPED = "skipped-files.json";

    /** How the run was produced, its results, and the hash of every other file. */
    public static final String MANIFEST = "manifest.json";

    /** The last checkpoint, from which {@link org.mnist4j.train.Trainer#continueFrom} trains on; not every run has it. */
    public static final String TRAINING_STATE = "training-state.safetensors";

    /** The accuracy on perturbed test images; only if it was measured. */
    public static final String ROBUSTNESS = "robustness.json";

    /** The files of every run besides the manifest. */
    static final Set<String> CORE_FILES =
            Set.of(EXPERIMENT, MODEL, HISTORY, METRICS, PREDICTIONS, CONFUSION_MATRIX, MODEL_CARD);

    /** Files that file browsers leave behind. */
    static final Set<String> BROWSER_FILES = Set.of(".DS_Store", "Thumbs.db", "desktop.ini");

    /** Optional files, made from the others by the report. */
    static final Set<String> FIGURES = Set.of(
            "confusion-matrix.png",
            "confusion-matrix.svg",
            "predictions.png",
            "confusion-matrix-normalized.png",
            "confusion-matrix-normalized.svg",
            "learning-curves.png",
            "learning-curves.svg",
            "reliability.png",
            "reliability.svg",
            "selective-accuracy.png",
            "selective-accuracy.svg",
            ROBUSTNESS,
            "robustness.png",
            "robustness.svg",
            "mistakes.png",
            "first-layer-weights.png",
            "architecture.svg",
            "report.html");

    private final Path requested;
    private final Path target;
    private final boolean overwrite;
    private final StagingFolder staging;
    private List<ContinuedRun> continued = List.of();
    private @Nullable RunManifest manifest; // without its files
    private boolean committed;

    private RunDirectory(Path requested, Path target, boolean overwrite, StagingFolder staging) {
        this.requested = requested;
        this.target = target;
        this.overwrite = overwrite;
        this.staging = staging;
    }

    /**
     * Checks that a run can be written to a folder, and begins one. Leftovers of a killed process for the same run are
     * deleted.
     *
     * @param directory where the run will be; it, and the folders above it, need not exist
     * @param overwrite whether an existing run may be replaced; only a folder that contains nothing but a run's files
     *     ever is
     * @throws RunDirectoryException if the folder is in use, or nothing can be written beside it
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

    /** The requested run directory. */
    public Path target() {
        return requested;
    }

    /**
     * Records that this run was trained on from another, so that the manifest says so. Call it before {@link #write}.
     *
     * @param earlier the complete run whose {@link Run#trainingState()} was continued
     */
    public void continues(Run earlier) {
        List<ContinuedRun> runs = new ArrayList<>(earlier.manifest().continues());
        runs.add(ContinuedRun.of(earlier.manifest(), earlier.config().training().epochs()));
        continued = List.copyOf(runs);
    }

    /**
     * Copies the last checkpoint of the training into the run, as {@value #TRAINING_STATE}.
     *
     * @param checkpoint the file that {@link org.mnist4j.train.Checkpoints#newest()} names
     * @throws RunDirectoryException if it cannot be written
     */
    public void keepTrainingState(Path checkpoint) {
        try {
            Files.copy(checkpoint, file(TRAINING_STATE));
        } catch (IOException e) {
            throw writeFailed(e, "check the disk and write the run again");
        }
    }

    /**
     * Where to write one more file of the run, such as a figure, until {@link #commit()}.
     *
     * @param name a plain file name. A run with files other than its standard ones is never overwritten, so any other
     *     name protects the run
     * @throws IllegalArgumentException if the name is not a plain file name
     */
    public Path file(String name) {
        if (!RunFile.isPlain(name)) {
            throw new IllegalArgumentException("expected a plain file name, got " + Text.visible(name));
        }
        return staging.path().resolve(name);
    }

    /**
     * Writes {@value #EXPERIMENT}, {@value #MODEL}, {@value #HISTORY}, {@value #METRICS}, {@value #PREDICTIONS},
     * {@value #CONFUSION_MATRIX} and {@value #MODEL_CARD}; {@link #commit()} adds {@value #MANIFEST}.
     *
     * @param training the completed training
     * @param evaluation the evaluation of the trained model on the test set
     * @param test the test set, in the order of the evaluation
     * @throws IllegalArgumentException if the evaluation is not of these images
     * @throws RunDirectoryException if a file cannot be written
     */
    public void write(TrainingResult training, EvaluationReport evaluation, ImageDataset test) {
        write(training, evaluation, test, DataReading.STRICT, List.of());
    }

    /**
     * Like {@link #write(TrainingResult, EvaluationReport, ImageDataset)} for images from a {@link
     * org.mnist4j.data.DataDirectory}: the manifest records how they were read, so that {@link Runs#verify} can read them
     * again, and {@value #SKIPPED} lists those that were skipped.
     *
     * @param data the data whose training images were trained on, and whose test images were evaluated
     */
    public void write(TrainingResult training, EvaluationReport evaluation, LoadedData data) {
        write(training, evaluation, data.images().test(), data.reading(), data.skipped());
    }

    private void write(
            TrainingResult training,
            EvaluationReport evaluation,
            ImageDataset test,
            DataReading reading,
            List<SkippedFile> skipped) {
        RunManifest claim = claim(training, evaluation, test, reading);
        try {
            if (reading.skipUnreadable()) {
                Files.writeString(file(SKIPPED), SkippedFilesJson.of(skipped));
            }
            Files.writeString(file(EXPERIMENT), training.config().toJson());
            training.model().save(file(MODEL));
            Files.writeString(file(HISTORY), training.history().toCsv());
            Files.writeString(file(METRICS), MetricsJson.of(training, evaluation));
            writePredictions(evaluation.predictions(), test);
            Files.writeString(
                    file(CONFUSION_MATRIX), evaluation.confusionMatrix().toCsv());
            Files.writeString(file(MODEL_CARD), ModelCard.of(claim));
        } catch (UncheckedIOException e) {
            throw writeFailed(e.getCause(), "check the disk and write the run again");
        } catch (IOException e) {
            throw writeFailed(e, "check the disk and write the run again");
        }
        manifest = claim;
    }

    /** Row by row: with a thousand classes, the text is many times as large as the predictions. */
    private void writePredictions(Predictions predictions, ImageDataset test) throws IOException {
        try (Writer rows = Files.newBufferedWriter(file(PREDICTIONS))) {
            predictions.writeCsv(rows, test::file);
        }
    }

    private RunManifest claim(
            TrainingResult training, EvaluationReport evaluation, ImageDataset test, DataReading reading) {
        Predictions predictions = evaluation.predictions();
        boolean fits = predictions.size() == test.size()
                && predictions.classNames().equals(test.classNames())
                && IntStream.range(0, test.size()).allMatch(i -> predictions.label(i) == test.label(i));
        if (!fits) {
            throw new IllegalArgumentException("expected an evaluation of " + test + ", got one of "
                    + predictions.size() + " images with other classes or labels");
        }
        return new RunManifest(
                RunManifest.CURRENT_FORMAT,
                training.config(),
                training.config().sha256(),
                new RunData(
                        training.conditions().training(),
                        training.conditions().validation(),
                        DatasetIdentity.of(test),
                        training.model().classNames(),
                        reading),
                BuildInfo.current(),
                RunEnvironment.current(training.conditions().blasCore()),
                training.engine(),
                training.conditions().threads(),
                Optional.of(training.stopReason()),
                continued,
                RunTimings.of(training),
                RunMetrics.of(evaluation),
                training.model().parametersSha256(),
                List.of());
    }

    /** Nothing may be written to the folder after this: it would not be in the manifest. */
    private void writeManifest() throws IOException {
        if (manifest == null) {
            return;
        }
        List<RunFile> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(staging.path())) {
            for (Path entry : entries.filter(Files::isRegularFile).sorted().toList()) {
                files.add(FileContent.describe(entry, String.valueOf(entry.getFileName()), Long.MAX_VALUE));
            }
        } catch (RunFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
        Files.writeString(file(MANIFEST), manifest.withFiles(files).toJson());
    }

    /**
     * Writes {@value #MANIFEST} for all files of the folder and moves the run to its target. A run that it replaces is
     * moved aside first and deleted last.
     *
     * @throws RunDirectoryException if the target was created in the meantime or cannot be written; the finished run
     *     then stays in the hidden folder that the message names
     */
    public void commit() {
        if (committed) {
            throw new IllegalStateException("this run is committed already");
        }
        staging.keep();
        try {
            writeManifest();
            requireFree(requested, target, overwrite);
            staging.moveTo(target);
            committed = true;
        } catch (RunDirectoryException e) {
            throw new RunDirectoryException(
                    requested, e.reason(), "was created during the run; the run is kept in " + staging.path(), e);
        } catch (IOException e) {
            throw writeFailed(e, "the run is kept in " + staging.path());
        }
    }

    /** Deletes everything written, unless it is committed or its commit failed. */
    @Override
    public void close() {
        staging.discard();
    }

    /** Follows a link, so that its target is replaced instead of the link. */
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
                    "is not empty and is not a run: it has no " + EXPERIMENT + "; name another folder");
        }
        if (!overwrite) {
            throw new RunDirectoryException(
                    requested, Reason.EXISTS, "already contains a run; overwrite it or name another folder");
        }
        List<String> others = entries.stream().filter(name -> !isKnown(name)).toList();
        if (!others.isEmpty()) {
            throw new RunDirectoryException(
                    requested,
                    Reason.NOT_A_RUN,
                    "is not overwritten, because it contains other files: "
                            + String.join(", ", others.subList(0, Math.min(3, others.size())))
                            + (others.size() > 3 ? " and more" : "")
                            + "; move that elsewhere or name another folder");
        }
    }

    /** Whether overwriting may delete a file of this name. */
    private static boolean isKnown(String name) {
        return isRunFile(name) || BROWSER_FILES.contains(name);
    }

    /** Whether a file of this name looks like a part of a run. */
    static boolean isRunFile(String name) {
        return CORE_FILES.contains(name)
                || FIGURES.contains(name)
                || Set.of(TRAINING_STATE, SKIPPED, MANIFEST).contains(name);
    }

    private RunDirectoryException writeFailed(IOException e, String advice) {
        return new RunDirectoryException(requested, Reason.WRITE_FAILED, reason(e) + "; " + advice, e);
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
