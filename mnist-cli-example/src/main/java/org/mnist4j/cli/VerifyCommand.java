package org.mnist4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mnist4j.run.Run;
import org.mnist4j.run.RunDatasets;
import org.mnist4j.run.Runs;
import org.mnist4j.run.Verdict;
import org.mnist4j.run.Verification;
import org.mnist4j.train.Listeners;
import org.mnist4j.train.TrainingListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = "Check a run: its files against their hashes, then its results by training again.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            " 0:REPRODUCED or REPRODUCED_WITHIN_TOLERANCE; with --files-only INTACT",
            " 1:DIFFERS: training again gave other results; or TAMPERED: a file was changed",
            ExitCode.USAGE_TEXT,
            " 3:CANNOT_VERIFY: the manifest, the images or the engine is missing",
            ExitCode.INTERRUPTED_TEXT
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j verify runs/seed",
            "  mnist4j verify runs/fashion --data fashion-mnist --json",
            "",
            "Nothing in the run directory is changed or executed. Retraining takes as long as the run did."
        })
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private RootCommand root;

    @Parameters(paramLabel = "RUN_DIR", description = "A run directory written by train.")
    private Path directory = Path.of("");

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--files-only", order = 20, description = "Check the files only; do not train.")
    private boolean filesOnly;

    @Option(names = "--json", order = 21, description = "Print the verdict as JSON.")
    private boolean json;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(names = "--quiet", order = 30, description = "No progress on stderr.")
    private boolean quiet;

    @Override
    public Integer call() {
        OptionalInt requested = threads.requested();
        Verification verification = Runs.verifyFiles(directory);
        if (!filesOnly && verification.verdict() == Verdict.INTACT) {
            verification = trainAgain(Run.open(directory), requested);
        }
        PrintWriter results = spec.commandLine().getOut();
        if (json) {
            results.print(JsonText.inAscii(verification.toJson()));
        } else {
            results.println(verification.toText());
        }
        if (verification.verdict() == Verdict.CANNOT_VERIFY) {
            return ExitCode.FILE;
        }
        return verification.verdict().holds() ? ExitCode.DONE : ExitCode.VERDICT_NO;
    }

    private Verification trainAgain(Run run, OptionalInt requested) {
        if (quiet) {
            return verify(run, requested);
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println(VisibleText.oneLine(
                run.config().name() + ", seed " + run.manifest().seed()
                        + ": the files are intact, training again on "
                        + run.manifest().data().training().name()));
        Verification verification;
        try (@Nullable ProgressBar bar = root.progressBar()) {
            TrainingListener lines = Listeners.epochLines(err::println);
            verification = bar == null ? verify(run, requested, lines) : verify(run, requested, bar, lines);
        }
        boolean lacksImages = verification.findings().stream()
                .anyMatch(finding -> finding.subject().startsWith("data"));
        if (verification.verdict() == Verdict.CANNOT_VERIFY && lacksImages) {
            err.println("mnist4j: if the images are elsewhere, pass their folder as --data DIR, and --family NAME"
                    + " if it contains several data sets");
        }
        return verification;
    }

    private Verification verify(Run run, OptionalInt requested, TrainingListener... listeners) {
        Supplier<RunDatasets> images = () -> RunDatasets.of(data.load(run).images());
        return requested.isEmpty()
                ? Runs.verify(run, images, listeners)
                : Runs.verify(run, images, requested.getAsInt(), listeners);
    }
}
