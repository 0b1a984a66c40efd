package org.mnist4j.cli;

import java.util.concurrent.Callable;
import org.mnist4j.config.ExperimentConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "schema",
        description = "Print the JSON Schema of experiments, for completion and validation in editors.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j config schema",
            "  mnist4j config schema > experiment.schema.json",
            "",
            "Refer to that file in the first field of an experiment to enable this in your editor:",
            "",
            "  {\"$schema\": \"experiment.schema.json\", ..."
        })
final class ConfigSchemaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(ExperimentConfig.jsonSchema());
        return ExitCode.DONE;
    }
}
