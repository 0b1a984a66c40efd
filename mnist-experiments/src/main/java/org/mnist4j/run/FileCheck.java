package org.mnist4j.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mnist4j.build.BuildInfo;
import org.mnist4j.config.ConfigException;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.data.DatasetIdentity;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.model.Model;
import org.mnist4j.model.ModelFormatException;
import org.mnist4j.model.ModelProvenance;
import org.mnist4j.model.TrainingMetrics;
import org.mnist4j.run.RunFormatException.Reason;
import org.mnist4j.train.EpochMetrics;

/** Checks the files of a run against its manifest, and the parts of the run against each other. */
final class FileCheck {

    /** How many unlisted entries are reported at most. */
    private static final int MAX_EXTRA_FILES = 1000;

    /** The rounding error of a metric written as text. */
    private static final double ROUNDING = 1e-9;

    private final Run run;
    private final Predicate<String> checked; // by file name
    private final List<Discrepancy> findings = new ArrayList<>();
    private final List<String> extraFiles = new ArrayList<>();

    private FileCheck(Run run, Predicate<String> checked) {
        this.run = run;
        this.checked = checked;
    }

    static Verification of(Run run) {
        return new FileCheck(run, file -> true).check();
    }

    /** The figures, which are made from the other files, are not looked at. */
    static Verification withoutFigures(Run run) {
        return new FileCheck(run, file -> !RunDirectory.FIGURES.contains(file)).check();
    }

    private Verification check() {
        hashes();
        extraFiles();
        if (findings.isEmpty()) {
            // Only files with the right hash are parsed.
            contradictions();
        }
        boolean intact = findings.isEmpty();
        return Verification.untrained(
                run.directory(),
                intact ? Verdict.INTACT : Verdict.TAMPERED,
                intact
                        ? "All " + run.manifest().files().size()
                                + " files have the SHA-256 of the manifest, and agree with each other."
                        : "The files are not those of the run.",
                findings,
                extraFiles);
    }

    private void hashes() {
        for (RunFile expected : run.manifest().files()) {
            if (!checked.test(expected.name())) {
                continue;
            }
            try {
                RunFile found = FileContent.describe(
                        run.directory().resolve(expected.name()), expected.name(), expected.bytes());
                if (found.bytes() != expected.bytes()) {
                    // A longer file is not read to its end: it may have none.
                    String length = found.bytes() > expected.bytes() ? "more" : Long.toString(found.bytes());
                    findings.add(new Discrepancy(expected.name(), expected.bytes() + " bytes", length));
                } else if (!found.equals(expected)) {
                    findings.add(new Discrepancy(expected.name(), "SHA-256 " + expected.sha256(), found.sha256()));
                }
            } catch (RunFormatException e) {
                findings.add(new Discrepancy(
                        expected.name(),
                        "SHA-256 " + expected.sha256(),
                        e.reason() == Reason.MISSING ? "no such file" : String.valueOf(e.getMessage())));
            }
        }
    }

    private void extraFiles() {
        try (Stream<Path> entries = Files.list(run.directory())) {
            entries.filter(entry -> !isListed(name(entry)))
                    .limit(MAX_EXTRA_FILES)
                    .sorted()
                    .forEach(this::extraFile);
        } catch (IOException e) {
            throw new RunFormatException(
                    run.directory().toString(), "", Reason.FILE, "cannot be listed: " + e.getMessage(), e);
        }
    }

    private boolean isListed(String name) {
        return name.equals(RunDirectory.MANIFEST)
                || RunDirectory.BROWSER_FILES.contains(name)
                || run.manifest().file(name).isPresent();
    }

    /** Unrelated files are ignored; a file that looks like a part of the run but is not listed is a discrepancy. */
    private void extraFile(Path entry) {
        String name = name(entry);
        extraFiles.add(Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) ? name + "/" : name);
        if (RunDirectory.isRunFile(name) && checked.test(name)) {
            findings.add(new Discrepancy(name, "no such file", "a file that looks like a part of the run"));
        }
    }

    private static String name(Path entry) {
        return String.valueOf(entry.getFileName());
    }

    private void contradictions() {
        try {
            Model model = run.model();
            run.history();
            if (!ExperimentConfig.fromJson(run.text(RunDirectory.EXPERIMENT)).equals(run.config())) {
                findings.add(new Discrepancy(
                        RunDirectory.EXPERIMENT, "the configuration of the manifest", "a different one"));
            }
            EvaluationReport report = run.report();
            metrics(RunDirectory.PREDICTIONS, RunMetrics.of(report));
            metricsFile(report);
            provenance(model);
            modelCard();
            if (!withoutGuards(run.text(RunDirectory.CONFUSION_MATRIX))
                    .equals(withoutGuards(report.confusionMatrix().toCsv()))) {
                findings.add(new Discrepancy(
                        RunDirectory.CONFUSION_MATRIX, "the counts of predictions.csv", "different counts"));
            }
        } catch (RunFormatException e) {
            findings.add(
                    new Discrepancy(e.file(), "a readable file that fits the others", String.valueOf(e.getMessage())));
        } catch (ModelFormatException e) {
            findings.add(new Discrepancy(RunDirectory.MODEL, "a readable model", String.valueOf(e.getMessage())));
        } catch (ConfigException e) {
            findings.add(
                    new Discrepancy(RunDirectory.EXPERIMENT, "a valid configuration", String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException e) {
            findings.add(new Discrepancy(
                    RunDirectory.PREDICTIONS, "one line per test image", String.valueOf(e.getMessage())));
        }
    }

    /** Runs of before 0.2.0 have no apostrophe before the names of classes that a spreadsheet would compute. */
    private static String withoutGuards(String csv) {
        return csv.replaceAll("(^|[,\n])(\"?)'+", "$1$2");
    }

    /** Every field, so that nothing can be added, omitted or changed. */
    private void metricsFile(EvaluationReport report) {
        JsonNode found = ManifestReader.parse(RunDirectory.METRICS, run.text(RunDirectory.METRICS));
        for (Discrepancy difference : JsonComparison.of(MetricsJson.of(run.manifest(), report), found, ROUNDING)) {
            findings.add(new Discrepancy(
                    RunDirectory.METRICS,
                    difference.subject() + " " + difference.expected() + ", by the predictions and the manifest",
                    difference.actual()));
        }
    }

    /** The model's own statements about its training are those of the manifest and the history. */
    private void provenance(Model model) {
        Optional<ModelProvenance> stated = model.provenance();
        if (stated.isEmpty()) {
            findings.add(new Discrepancy(RunDirectory.MODEL, "a provenance, as every run's model has", "none"));
            return;
        }
        ModelProvenance found = stated.get();
        RunManifest manifest = run.manifest();
        DatasetIdentity images = manifest.data().training();
        require("build", manifest.build(), found.build());
        require("engine", manifest.engine(), found.engine());
        require("trainingDataSha256", images.fingerprint(), found.trainingDataSha256());
        require("trainingImages", images.images(), found.trainingImages());
        List<EpochMetrics> epochs = run.history().epochs();
        int epoch = found.metrics().epochs();
        if (epoch > epochs.size()) {
            findings.add(new Discrepancy(
                    RunDirectory.HISTORY,
                    epoch + " epochs, as " + RunDirectory.MODEL + " says",
                    Integer.toString(epochs.size())));
            return;
        }
        EpochMetrics measured = epochs.get(epoch - 1);
        require(
                "trainingMetrics",
                new TrainingMetrics(
                        epoch,
                        measured.trainingLoss(),
                        measured.trainingAccuracy(),
                        measured.validationLoss(),
                        measured.validationAccuracy()),
                found.metrics());
    }

    private void require(String field, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            findings.add(new Discrepancy(
                    RunDirectory.MODEL,
                    field + " " + expected + ", as in the manifest and " + RunDirectory.HISTORY,
                    actual.toString()));
        }
    }

    /** Another release may word the card differently. */
    private void modelCard() {
        RunManifest manifest = run.manifest();
        if (isCardCovered(manifest) && !run.text(RunDirectory.MODEL_CARD).equals(ModelCard.of(manifest))) {
            findings.add(new Discrepancy(RunDirectory.MODEL_CARD, "the text for the manifest", "a different one"));
        }
    }

    static boolean isCardCovered(RunManifest manifest) {
        return manifest.build().equals(BuildInfo.current());
    }

    private void metrics(String file, RunMetrics found) {
        for (Discrepancy difference : MeasureComparison.of(run.manifest().metrics(), found, ROUNDING)) {
            findings.add(new Discrepancy(
                    file,
                    difference.subject() + " " + difference.expected() + " in the manifest",
                    difference.actual()));
        }
    }
}
