package org.mnist4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.TrainTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = "Check the embedded MNIST against its published hashes, or every file of a folder.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.VERDICT_NO_TEXT, ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {"  mnist4j data verify", "  mnist4j data verify fashion-mnist"})
final class DataVerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "IDX files, or train/ and test/ with folders of images; without it, the embedded MNIST.")
    private @Nullable Path directory;

    @Option(
            names = "--family",
            paramLabel = "NAME",
            order = 1,
            description = "Which data set, where DIR holds several.")
    private @Nullable String family;

    @Override
    public Integer call() {
        try {
            TrainTest images = load();
            spec.commandLine()
                    .getOut()
                    .println("ok: " + images.train().size() + " training and "
                            + images.test().size() + " test images of "
                            + images.train().shape() + " in "
                            + images.train().classes() + " classes"
                            + (directory == null ? ", with the published SHA-256" : ""));
            return ExitCode.DONE;
        } catch (DataFormatException e) {
            if (e.reason() == DataFormatException.Reason.IO) {
                throw e;
            }
            spec.commandLine().getOut().println("not ok: " + e.reason() + ": " + VisibleText.message(e.getMessage()));
            return ExitCode.VERDICT_NO;
        }
    }

    private TrainTest load() {
        if (directory == null) {
            if (family != null) {
                throw new CommandException(ExitCode.USAGE, "--family goes with DIR");
            }
            return Mnist.load().trainTest();
        }
        if (!Files.isDirectory(directory)) {
            throw new CommandException(ExitCode.FILE, directory + ": expected a folder; check the path");
        }
        return DataOptions.read(directory, family);
    }
}
