package org.mnist4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.robustness.RobustnessReport;
import org.mnist4j.run.Run;
import org.mnist4j.run.Runs;
import org.mnist4j.run.Verdict;
import org.mnist4j.run.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = "Write the figures and report.html of a run again.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            ExitCode.DONE_TEXT,
            ExitCode.USAGE_TEXT,
            " 3:a file of the run is missing or was changed, the images are others, or a figure cannot be written",
            ExitCode.INTERRUPTED_TEXT
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j report runs/seed",
            "  mnist4j report runs/fashion --data fashion-mnist",
            "  mnist4j report --robustness runs/seed",
            "",
            "They are made from the model, the metrics, the history and the predictions of the run, which are",
            "checked first and never changed; the manifest's list of files is kept up to date."
        })
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN_DIR", description = "A run directory written by train.")
    private Path directory = Path.of("");

    @ParentCommand
    private RootCommand root;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--robustness",
            order = 20,
            description =
                    "Also measure the accuracy on perturbed test images, as evaluate --robustness does, and add it to the"
                            + " report; later reports keep it.")
    private boolean robustness;

    @Override
    public Integer call() {
        requireIntact(Runs.verifyWithoutFigures(directory));
        Run run = Run.open(directory);
        ImageDataset test = TestImages.of(run.manifest().data().test(), data, run);
        Path report = robustness
                ? FigureStep.write(directory, run.report(), test, measured(run, test))
                : FigureStep.write(directory, run.report(), test);
        spec.commandLine().getOut().println("report  " + report);
        return ExitCode.DONE;
    }

    private RobustnessReport measured(Run run, ImageDataset test) {
        try (RobustnessProgress progress = root.robustnessProgress()) {
            return RobustnessOptions.on(test).with(progress).measure(run.model());
        }
    }

    private void requireIntact(Verification verification) {
        if (verification.verdict() != Verdict.INTACT) {
            String first = verification.findings().isEmpty()
                    ? ""
                    : " " + verification.findings().get(0);
            throw new CommandException(
                    ExitCode.FILE,
                    directory + ": " + verification.summary() + first
                            + "; no figures are made of it, see mnist4j verify --files-only " + directory);
        }
    }
}
