package org.mnist4j.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;
import org.mnist4j.model.Model;
import org.mnist4j.run.MetricsJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        description = "Measure a trained model on a test set.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j evaluate --model runs/seed/model.safetensors",
            "  mnist4j evaluate --model runs/seed/model.safetensors --data qmnist --json"
        })
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private RootCommand root;

    @Option(names = "--model", paramLabel = "FILE", required = true, order = 1, description = "A model.safetensors.")
    private Path modelFile = Path.of("");

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--json", order = 20, description = "Print the fields of metrics.json instead of tables.")
    private boolean json;

    @Option(
            names = "--predictions",
            paramLabel = "FILE.csv",
            order = 21,
            description = "Also write every image's label, predicted class and probabilities.")
    private @Nullable Path predictionsFile;

    @Override
    public Integer call() throws IOException {
        Model model = Model.load(modelFile);
        if (predictionsFile != null && Files.exists(predictionsFile) && Files.isSameFile(predictionsFile, modelFile)) {
            throw new CommandException(
                    ExitCode.USAGE, "--predictions " + predictionsFile + " is the model; name another file");
        }
        ImageDataset test = data.loadTest();
        requireFits(model, test);
        EvaluationReport report = evaluate(model, test);
        if (predictionsFile != null) {
            write(predictionsFile, report.predictions());
        }
        if (json) {
            spec.commandLine().getOut().print(MetricsJson.of(report));
        } else {
            spec.commandLine().getOut().println(EvaluationText.of(report, root.screen()));
        }
        return ExitCode.DONE;
    }

    private EvaluationReport evaluate(Model model, ImageDataset test) {
        try {
            return model.evaluate(test);
        } catch (ArithmeticException e) {
            throw new CommandException(ExitCode.FILE, modelFile + ": " + e.getMessage());
        }
    }

    private void requireFits(Model model, ImageDataset test) {
        if (!model.config().input().equals(test.shape()) || !model.classNames().equals(test.classNames())) {
            throw new CommandException(
                    ExitCode.FILE,
                    modelFile + " takes " + model.config().input() + " images of the classes " + model.classNames()
                            + ", " + test.name() + " has " + test.shape() + " images of " + test.classNames()
                            + "; name a data set like the one it was trained on");
        }
    }

    private static void write(Path file, Predictions predictions) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            predictions.writeCsv(writer);
        }
    }
}
