package org.mnist4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "data",
        description = "Describe a data set, check its files, or write it in another format.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DataInfoCommand.class, DataVerifyCommand.class, DataExportCommand.class},
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.VERDICT_NO_TEXT, ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {"  mnist4j data verify fashion-mnist", "  mnist4j data export --format csv --out mnist-csv"})
final class DataCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "missing command");
    }
}
