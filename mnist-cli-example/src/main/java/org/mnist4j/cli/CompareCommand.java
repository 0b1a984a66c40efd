package org.mnist4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.mnist4j.report.ComparisonReport;
import org.mnist4j.run.Run;
import org.mnist4j.run.RunComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "compare",
        description =
                "Compare two runs, or models or ensembles, on the same test images: which is better, how certain that"
                        + " is, where they differ.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            ExitCode.DONE_TEXT,
            ExitCode.USAGE_TEXT,
            " 3:a run, a model or the images cannot be read, or the test images are different ones"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j compare runs/seed runs/mlp-512 --html comparison.html",
            "  mnist4j compare runs/seed both.safetensors",
            "",
            "Of runs, the saved predictions are compared; images are needed only for --html. The file of a",
            "model or an ensemble predicts the test images of the run, or those of --data if both are files."
        })
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private RootCommand root;

    @Parameters(
            index = "0",
            paramLabel = "RUN_A|FILE",
            description = "A run directory written by train, or a model.safetensors or an ensemble.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "RUN_B|FILE", description = "Another one, for the same test images.")
    private Path second = Path.of("");

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            order = 20,
            description = "Also write an HTML page with the images on which the two disagree.")
    private @Nullable Path html;

    @Option(names = "--overwrite", order = 21, description = "Let --html replace a file that contains something else.")
    private boolean overwrite;

    @Option(names = "--json", order = 22, description = "Print everything as JSON instead of tables.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (ComparedModels.isModel(first) || ComparedModels.isModel(second)) {
            compareModels();
            return ExitCode.DONE;
        }
        if (html == null) {
            requireNoImages();
        } else {
            requireOutside(html, first);
            requireOutside(html, second);
            OutputFile.requireReplaceable("--html", html, "<!DOCTYPE html>", "HTML pages", overwrite);
        }
        Run runA = Run.open(first);
        RunComparison comparison = RunComparison.of(runA, Run.open(second));
        PrintWriter results = spec.commandLine().getOut();
        if (html != null) {
            ComparisonReport.of(comparison, TestImages.of(comparison.test(), data, runA))
                    .write(html);
        }
        if (json) {
            results.print(comparison.toJson());
            return ExitCode.DONE;
        }
        results.println(text(comparison::toText, root.screen()));
        if (html != null) {
            results.println();
            results.println("page  " + html);
        }
        return ExitCode.DONE;
    }

    private void compareModels() {
        if (html != null) {
            throw new CommandException(
                    ExitCode.USAGE, "--html goes with two runs; leave it out to compare the file of a model");
        }
        ComparedModels compared = ComparedModels.of(first, second, data);
        spec.commandLine()
                .getOut()
                .print(json ? compared.json() : text(compared::text, root.screen()) + System.lineSeparator());
    }

    private void requireNoImages() {
        if (spec.commandLine().getParseResult().hasMatchedOption("--data")
                || spec.commandLine().getParseResult().hasMatchedOption("--family")) {
            throw new CommandException(
                    ExitCode.USAGE, "--data and --family go with --html FILE, or with the file of a model");
        }
    }

    /** A page in a run directory could be mistaken for, or overwrite, one of its files. */
    private static void requireOutside(Path file, Path run) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder != null && Files.isDirectory(folder) && Files.isDirectory(run) && Files.isSameFile(folder, run)) {
            throw new CommandException(
                    ExitCode.USAGE, "--html " + file + " is in the run " + run + "; choose a file elsewhere");
        }
    }

    /** A file gets the library's text; a terminal gets it fitted to its width, with headlines in bold. */
    private static String text(IntFunction<String> comparison, Screen screen) {
        if (!screen.terminal()) {
            return VisibleText.lines(comparison.apply(Screen.FILE.columns()));
        }
        StringBuilder text = new StringBuilder();
        for (String line : VisibleText.lines(comparison.apply(screen.columns())).split("\n", -1)) {
            boolean headline = line.startsWith("A  ") || line.startsWith("B  ") || line.startsWith("McNemar's test, ");
            text.append(text.isEmpty() ? "" : "\n").append(headline ? Style.HEADLINE.on(line, screen) : line);
        }
        return text.toString();
    }
}
