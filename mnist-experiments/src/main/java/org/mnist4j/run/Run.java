package org.mnist4j.run;

import java.nio.file.Path;
import java.util.Optional;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Model;
import org.mnist4j.robustness.RobustnessReport;
import org.mnist4j.run.RunFormatException.Reason;
import org.mnist4j.train.TrainingHistory;

/**
 * A finished run on disk.
 *
 * <p>{@link #open} reads and checks {@code manifest.json} and no other file. Each of {@link #history}, {@link #model},
 * {@link #predictions} and {@link #report} reads its file on every call and fails if
 * its SHA-256 is not the manifest's; keep the result. {@link Runs#verifyFiles} checks all files at once.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Run {

    private static final int MAX_TEXT_BYTES = 512 << 20;

    private final Path directory;
    private final RunManifest manifest;

    private Run(Path directory, RunManifest manifest) {
        this.directory = directory;
        this.manifest = manifest;
    }

    /**
     * Opens a run directory.
     *
     * @throws RunFormatException if its manifest is missing, of a newer major version, or breaks any rule
     */
    public static Run open(Path directory) {
        return new Run(directory, RunManifest.readJson(directory.resolve(RunDirectory.MANIFEST)));
    }

    /** The run directory. */
    public Path directory() {
        return directory;
    }

    /** The manifest. */
    public RunManifest manifest() {
        return manifest;
    }

    /** The experiment with every default filled in, from the manifest. */
    public ExperimentConfig config() {
        return manifest.config();
    }

    /**
     * The metrics of each epoch.
     *
     * @throws RunFormatException if {@code history.csv} is missing, changed, or malformed
     */
    public TrainingHistory history() {
        return HistoryCsv.parse(text(RunDirectory.HISTORY));
    }

    /**
     * The trained network.
     *
     * @throws RunFormatException if {@code model.safetensors} is missing or changed, or its parameters or classes are not
     *     those of the manifest
     * @throws org.mnist4j.model.ModelFormatException if it is not a model
     */
    public Model model() {
        Path file = directory.resolve(RunDirectory.MODEL);
        requireUnchanged(FileContent.describe(
                file, RunDirectory.MODEL, listed(RunDirectory.MODEL).bytes()));
        Model model = Model.load(file);
        if (!model.parametersSha256().equals(manifest.parametersSha256())
                || !model.config().equals(manifest.config())
                || !model.classNames().equals(manifest.data().classNames())) {
            throw new RunFormatException(
                    RunDirectory.MODEL,
                    "",
                    Reason.CONTRADICTION,
                    "its parameters, configuration or classes are not those of " + RunDirectory.MANIFEST);
        }
        return model;
    }

    /**
     * The model's prediction for each test image.
     *
     * @throws RunFormatException if {@code predictions.csv} is missing, changed, or malformed, or not of as
     *     many images as the manifest's test set
     */
    public Predictions predictions() {
        String name = RunDirectory.PREDICTIONS;
        RunFile expected = listed(name);
        if (expected.bytes() > MAX_TEXT_BYTES) {
            throw new RunFormatException(name, "", Reason.LIMIT, "is larger than " + MAX_TEXT_BYTES + " bytes");
        }
        Path file = directory.resolve(name);
        requireUnchanged(FileContent.describe(file, name, expected.bytes()));
        Predictions predictions = PredictionsCsv.parse(
                FileContent.records(file, name), manifest.data().classNames());
        int images = manifest.data().test().images();
        if (predictions.size() != images) {
            throw new RunFormatException(
                    name,
                    "",
                    Reason.CONTRADICTION,
                    "expected " + images + " images, as in " + RunDirectory.MANIFEST + ", was " + predictions.size());
        }
        return predictions;
    }

    /**
     * The evaluation on the test images, computed from {@link #predictions}.
     *
     * @throws RunFormatException as {@link #predictions}
     */
    public EvaluationReport report() {
        return EvaluationReport.of(predictions());
    }

    /**
     * The last checkpoint of the run's training, for {@link org.mnist4j.train.Trainer#continueFrom}; empty if the run did not keep
     * it.
     *
     * @throws RunFormatException if {@code training-state.safetensors} is missing or changed
     */
    public Optional<Path> trainingState() {
        Optional<RunFile> listed = manifest.file(RunDirectory.TRAINING_STATE);
        if (listed.isEmpty()) {
            return Optional.empty();
        }
        Path file = directory.resolve(RunDirectory.TRAINING_STATE);
        requireUnchanged(FileContent.describe(
                file, RunDirectory.TRAINING_STATE, listed.get().bytes()));
        return Optional.of(file);
    }

    /**
     * The accuracy on perturbed test images, if it was measured and written with the run's figures.
     *
     * @throws RunFormatException if the file was changed, or is not about this run's model and test images
     */
    public Optional<RobustnessReport> robustness() {
        String name = RunDirectory.ROBUSTNESS;
        if (manifest.file(name).isEmpty()) {
            return Optional.empty();
        }
        try {
            RobustnessReport report = RobustnessReport.fromJson(name, text(name));
            requireOwn(report);
            return Optional.of(report);
        } catch (RunFormatException e) {
            throw new RunFormatException(
                    name, "", e.reason(), "is missing or was changed after the run; measure the robustness again", e);
        } catch (IllegalArgumentException e) {
            throw new RunFormatException(name, "", Reason.FIELD, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Rejects the robustness of another model, or on other images, than this run's.
     *
     * @throws IllegalArgumentException if the parameters or the test set's fingerprint differ
     */
    public void requireOwn(RobustnessReport report) {
        String fingerprint = manifest.data().test().fingerprint();
        if (!report.testFingerprint().equals(fingerprint)
                || !report.parametersSha256().equals(Optional.of(manifest.parametersSha256()))) {
            throw new IllegalArgumentException("expected the robustness of the run's model, parameters "
                    + manifest.parametersSha256() + ", on test images " + fingerprint + ", was that of "
                    + report.parametersSha256().orElse("an ensemble") + " on " + report.testFingerprint()
                    + "; measure it again");
        }
    }

    /** The text of a file with the manifest's hash. */
    String text(String name) {
        byte[] bytes = FileContent.read(directory.resolve(name), name, MAX_TEXT_BYTES);
        requireUnchanged(new RunFile(name, bytes.length, FileContent.sha256(bytes)));
        return ManifestReader.utf8(name, bytes);
    }

    private RunFile listed(String name) {
        return manifest.file(name)
                .orElseThrow(() ->
                        new RunFormatException(name, "", Reason.MISSING, "is not listed in " + RunDirectory.MANIFEST));
    }

    private void requireUnchanged(RunFile found) {
        RunFile expected = listed(found.name());
        if (!found.equals(expected)) {
            throw new RunFormatException(
                    found.name(),
                    "",
                    Reason.HASH_MISMATCH,
                    "was changed after the run: expected " + expected.bytes() + " bytes with SHA-256 "
                            + expected.sha256() + ", found " + found.bytes() + " with " + found.sha256());
        }
    }

    @Override
    public String toString() {
        return "Run[" + directory + ", " + manifest.config().name() + ", seed " + manifest.seed() + "]";
    }
}
