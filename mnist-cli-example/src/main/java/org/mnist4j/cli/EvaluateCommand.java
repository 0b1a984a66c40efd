package org.mnist4j.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.metrics.RiskCoverage;
import org.mnist4j.metrics.SelectivePoint;
import org.mnist4j.model.Calibration;
import org.mnist4j.model.Classifier;
import org.mnist4j.model.Ensemble;
import org.mnist4j.model.Model;
import org.mnist4j.model.TestMetrics;
import org.mnist4j.robustness.RobustnessReport;
import org.mnist4j.run.MetricsJson;
import org.mnist4j.run.RunDirectory;
import org.mnist4j.storage.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        description = "Evaluate a trained model, or an ensemble of several, on a test set.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j evaluate --model runs/seed/model.safetensors --robustness --limit 1000",
            "  mnist4j evaluate --model runs/a/model.safetensors --model runs/b/model.safetensors"
        })
final class EvaluateCommand implements Callable<Integer> {

    /** How a file of predictions begins. */
    private static final String PREDICTIONS = "index,label,predicted,";

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private RootCommand root;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            order = 1,
            description = "A model.safetensors, or an ensemble. Repeat the option, up to " + Ensemble.MAX_MEMBERS
                    + " times with models, to average their probabilities as an ensemble; each model's own"
                    + " accuracy is printed first.")
    private List<Path> modelFiles = new ArrayList<>();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Mixin
    private RobustnessOptions robustness = new RobustnessOptions();

    @Option(
            names = "--json",
            order = 20,
            description = "Print the fields of metrics.json instead of tables, with the selective accuracy and the"
                    + " calibration; for an ensemble, its members instead of these.")
    private boolean json;

    @Option(
            names = "--predictions",
            paramLabel = "FILE.csv",
            order = 21,
            description =
                    "Also write the label, predicted class and probabilities of every image, its file in a folder of"
                            + " images, and the names of both classes.")
    private @Nullable Path predictionsFile;

    @Option(
            names = "--overwrite",
            order = 22,
            description = "Let --predictions replace a file that contains something else.")
    private boolean overwrite;

    @Option(
            names = "--update",
            order = 23,
            description = "Also store accuracy, macro-F1, log-loss and the test set's name in the model file, which is"
                    + " replaced by a complete new one. Not for several models, nor for a run's model, whose manifest"
                    + " has its hash.")
    private boolean update;

    @Override
    public Integer call() throws IOException {
        requireReplaceable(predictionsFile);
        Classifier classifier = ModelFiles.load(modelFiles);
        List<Model> models = classifier.members();
        requireUpdatable(classifier);
        ImageDataset test = data.loadTest(classifier.input(), reading.reading());
        ModelFiles.requireFits(modelFiles.get(0), classifier, test);
        robustness.check(modelFiles.get(0), classifier, test);
        List<String> names = ModelFiles.memberNames(modelFiles, classifier);
        List<Predictions> ofMembers = predictions(models, names, test);
        EvaluationReport report = EvaluationReport.of(Ensemble.mean(ofMembers));
        RobustnessReport ofPerturbed = robustness.measure(classifier, test, root);
        if (predictionsFile != null) {
            write(predictionsFile, report.predictions(), test);
        }
        if (update) {
            // A link stays one: the file behind it is replaced.
            models.get(0)
                    .withTestMetrics(TestMetrics.of(test, report))
                    .save(modelFiles.get(0).toRealPath());
        }
        if (classifier instanceof Model model) {
            print(report, Map.of(), model.calibration(), ofPerturbed);
        } else {
            print(report, members(names, ofMembers), Optional.empty(), ofPerturbed);
        }
        return ExitCode.DONE;
    }

    private void requireReplaceable(@Nullable Path predictions) throws IOException {
        if (predictions == null || !Files.isRegularFile(predictions)) {
            return;
        }
        for (Path modelFile : modelFiles) {
            if (Files.exists(modelFile) && Files.isSameFile(predictions, modelFile)) {
                throw new CommandException(
                        ExitCode.USAGE, "--predictions " + predictions + " is the model; choose another file");
            }
        }
        OutputFile.requireReplaceable("--predictions", predictions, PREDICTIONS, "predictions", overwrite);
    }

    private void requireUpdatable(Classifier classifier) throws IOException {
        if (!update) {
            return;
        }
        if (classifier instanceof Ensemble) {
            throw new CommandException(ExitCode.USAGE, "--update goes with a single model, not with an ensemble");
        }
        Path file = modelFiles.get(0).toRealPath();
        if (Files.exists(file.resolveSibling(RunDirectory.MANIFEST))) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--update: " + file + " belongs to a run, whose " + RunDirectory.MANIFEST
                            + " has its hash; the run's metrics are in metrics.json. Copy the model elsewhere to update"
                            + " the copy");
        }
    }

    private List<Predictions> predictions(List<Model> models, List<String> names, ImageDataset test) {
        List<Predictions> all = new ArrayList<>();
        for (int m = 0; m < models.size(); m++) {
            try {
                all.add(models.get(m).predict(test));
            } catch (ArithmeticException e) {
                String name = models.size() == 1 ? modelFiles.get(0).toString() : names.get(m);
                throw new CommandException(ExitCode.FILE, name + ": " + e.getMessage());
            }
        }
        return all;
    }

    private static Map<String, EvaluationReport> members(List<String> names, List<Predictions> ofMembers) {
        Map<String, EvaluationReport> members = new LinkedHashMap<>();
        for (int m = 0; m < ofMembers.size(); m++) {
            members.put(names.get(m), EvaluationReport.of(ofMembers.get(m)));
        }
        return members;
    }

    private void print(
            EvaluationReport report,
            Map<String, EvaluationReport> members,
            Optional<Calibration> calibration,
            @Nullable RobustnessReport ofPerturbed) {
        PrintWriter results = spec.commandLine().getOut();
        if (json) {
            String text = members.isEmpty() ? MetricsJson.of(report, calibration) : MetricsJson.of(report, members);
            results.print(
                    ofPerturbed == null
                            ? JsonText.inAscii(text)
                            : JsonText.with(text, "robustness", ofPerturbed.toJson()));
            return;
        }
        if (!members.isEmpty()) {
            members.forEach((file, member) -> results.println(EvaluationText.ofMember(file, member, root.screen())));
            results.println();
        }
        results.println(EvaluationText.of(report, root.screen()));
        calibration.ifPresent(fitted -> results.println(System.lineSeparator() + sure(report, fitted)));
        if (EvaluationText.isShortened(report)) {
            results.println("all classes: --json; all images: --predictions FILE.csv");
        }
        if (ofPerturbed != null) {
            results.println();
            results.print(EvaluationText.of(ofPerturbed, root.screen()));
        }
    }

    /** How the threshold of a calibrated model does on these images. */
    private static String sure(EvaluationReport report, Calibration calibration) {
        SelectivePoint point = RiskCoverage.of(report.predictions()).atThreshold(calibration.threshold());
        String share = point.accepted() == 0 ? "" : String.format(Locale.ROOT, " (%.2f%%)", 100 * point.risk());
        return String.format(
                Locale.ROOT,
                "sure %d of %d images (%.2f%%), wrong %d of the sure ones%s; calibrated for at most %.2f%%",
                point.accepted(),
                point.examples(),
                100 * point.coverage(),
                point.wrong(),
                share,
                100 * calibration.maxError());
    }

    private static void write(Path file, Predictions predictions, ImageDataset test) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) { // such as /dev/stdout
            try (Writer writer = Files.newBufferedWriter(file)) {
                predictions.writeCsv(writer, test::file);
            }
            return;
        }
        try {
            AtomicFile.write(file, out -> {
                Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                predictions.writeCsv(writer, test::file);
                writer.flush();
            });
        } catch (IOException e) {
            throw new CommandException(ExitCode.FILE, file + ": cannot be written: " + e.getMessage());
        }
    }
}
