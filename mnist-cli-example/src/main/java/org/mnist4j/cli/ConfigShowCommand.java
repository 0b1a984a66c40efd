package org.mnist4j.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Print a preset experiment as JSON, to run or to edit.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {"  mnist4j config show --preset seed", "  mnist4j config show --preset mlp-512 > experiment.json"})
final class ConfigShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            required = true,
            order = 1,
            description = {
                "seed: 784-128-10 with ReLU, Adam and 5 epochs.",
                "mlp-512: 784-512-512-10 with dropout, 12 epochs.",
                "mlp-800: 784-800-10 on distorted digits, 200 epochs.",
                "cnn-99: small batch-normalized convolutions, 1 epoch.",
                "cnn-fast: two convolutions and a dense layer, 6 epochs.",
                "cnn: six convolutions on distorted digits, 20 epochs.",
                "robust: two convolutions, for digits that people draw, 20 epochs.",
                "fashion: five convolutions, for Fashion-MNIST, 30 epochs."
            })
    private String preset = "";

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(ExperimentOptions.preset(preset).toJson());
        return ExitCode.DONE;
    }
}
