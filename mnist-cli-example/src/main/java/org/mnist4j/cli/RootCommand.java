package org.mnist4j.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
        name = "mnist4j",
        description = "Train, evaluate and use small image classifiers, offline.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            CalibrateCommand.class,
            EnsembleCommand.class,
            ServeCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            SweepCommand.class,
            CompareCommand.class,
            VerifyCommand.class,
            ReportCommand.class,
            ConfigCommand.class,
            DataCommand.class,
            DoctorCommand.class
        },
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {
            ExitCode.DONE_TEXT,
            ExitCode.VERDICT_NO_TEXT,
            ExitCode.USAGE_TEXT,
            ExitCode.FILE_TEXT,
            ExitCode.TRAINING_TEXT,
            ExitCode.INTERRUPTED_TEXT
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j train --preset seed",
            "  mnist4j predict --model runs/seed/model.safetensors seven.png",
            "",
            "Results go to stdout, everything else to stderr. See mnist4j COMMAND --help for details."
        })
final class RootCommand implements Runnable {

    private final @Nullable PrintWriter terminal; // behind stderr, for what moves its cursor
    private final Screen screen;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = 100,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, order = 101, description = "Show the version.")
    private boolean version;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            order = 99,
            description = "Show the stack trace of a failure.")
    private boolean verbose;

    RootCommand(@Nullable PrintWriter terminal, Screen screen) {
        this.terminal = terminal;
        this.screen = screen;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command");
    }

    /** A new progress bar on stderr; null if that is no terminal. */
    @Nullable
    ProgressBar progressBar() {
        return terminal == null ? null : new ProgressBar(terminal, System::nanoTime, screen.columns());
    }

    /** The progress of a measurement of robustness on stderr; silent if that is no terminal. */
    RobustnessProgress robustnessProgress() {
        return new RobustnessProgress(terminal);
    }

    /** Where results are printed. */
    Screen screen() {
        return screen;
    }

    boolean verbose() {
        return verbose;
    }
}
