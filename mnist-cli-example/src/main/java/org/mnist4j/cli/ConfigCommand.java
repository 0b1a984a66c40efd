package org.mnist4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        description = "Show a preset, check a configuration file, or print the JSON Schema.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ConfigShowCommand.class, ConfigValidateCommand.class, ConfigSchemaCommand.class},
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {"  mnist4j config show --preset seed > experiment.json", "  mnist4j config validate experiment.json"})
final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command");
    }
}
