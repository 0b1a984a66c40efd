package org.mnist4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.mnist4j.model.Ensemble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ensemble",
        description = "Write several models as one file, which predicts the mean of their probabilities.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j ensemble runs/a/model.safetensors runs/b/model.safetensors --out both.safetensors",
            "  mnist4j predict --model both.safetensors seven.png",
            "",
            "The file goes wherever a trained model goes: predict, serve, evaluate, compare, export. It holds",
            "copies of the models, which are not changed. calibrate takes a single model: calibrate the",
            "members first."
        })
final class EnsembleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "MODEL",
            description = "2 to " + Ensemble.MAX_MEMBERS
                    + " files model.safetensors, for images of one shape and of the same classes.")
    private List<Path> modelFiles = new ArrayList<>();

    @Mixin
    private OutputFile output = new OutputFile();

    @Override
    public Integer call() throws IOException {
        if (modelFiles.size() < 2) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "an ensemble has 2 or more models, got " + modelFiles.size() + "; name another one");
        }
        Path out = output.path(modelFiles);
        Ensemble ensemble = ModelFiles.ensemble("MODEL", modelFiles);
        try {
            ensemble.save(out);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.FILE, out + " cannot be written: " + e.getMessage());
        }
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%s: %,d bytes; %d models, %s -> %d classes%n",
                        VisibleText.oneLine(out.toString()),
                        Files.size(out),
                        ensemble.members().size(),
                        ensemble.input(),
                        ensemble.classNames().size());
        return ExitCode.DONE;
    }
}
