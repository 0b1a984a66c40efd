package org.mnist4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mnist4j.config.ExperimentConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        description = "Check an experiment's JSON file; every problem is reported with its path.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j config validate experiment.json",
            "  mnist4j config validate experiment.json && mnist4j train --config experiment.json"
        })
final class ConfigValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The experiment as JSON.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        ExperimentConfig config = ExperimentConfig.readJson(file);
        spec.commandLine().getOut().println(file + ": valid");
        spec.commandLine().getOut().println();
        spec.commandLine().getOut().println(config.summary().toText());
        return ExitCode.DONE;
    }
}
