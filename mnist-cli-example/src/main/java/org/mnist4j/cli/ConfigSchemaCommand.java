package org.mnist4j.cli;

import java.util.concurrent.Callable;
import org.mnist4j.config.ExperimentConfig;
import org.mnist4j.config.SweepConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "schema",
        description = "Print the JSON Schema of experiments or sweeps, for completion and validation in editors.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j config schema > experiment.schema.json",
            "  mnist4j config schema --sweep > sweep.schema.json",
            "",
            "Refer to that file in the first field of an experiment or sweep to enable this in your editor:",
            "",
            "  {\"$schema\": \"experiment.schema.json\", ..."
        })
final class ConfigSchemaCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--sweep", description = "The schema of sweep files.")
    private boolean sweep;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(sweep ? SweepConfig.jsonSchema() : ExperimentConfig.jsonSchema());
        return ExitCode.DONE;
    }
}
