package org.mnist4j.cli;

import java.util.concurrent.Callable;
import org.mnist4j.data.DataFormatException;
import org.mnist4j.data.LoadedData;
import org.mnist4j.data.TrainTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    private DataFolder folder = new DataFolder();

    @Override
    public Integer call() {
        try {
            LoadedData data = folder.load();
            TrainTest images = data.images();
            spec.commandLine()
                    .getOut()
                    .println("ok: " + images.train().size() + " training and "
                            + images.test().size() + " test images of "
                            + images.train().shape() + " in "
                            + images.train().classes() + " classes"
                            + (folder.isEmbedded() ? ", with the published SHA-256" : "")
                            + (data.skipped().isEmpty()
                                    ? ""
                                    : "; skipped are " + data.skipped().size() + " unreadable images"));
            return ExitCode.DONE;
        } catch (DataFormatException e) {
            // Images that cannot be got at are neither good nor bad.
            if (e.reason() == DataFormatException.Reason.IO || e.reason() == DataFormatException.Reason.FILE_NAME) {
                throw e;
            }
            spec.commandLine().getOut().println("not ok: " + e.reason() + ": " + VisibleText.message(e.getMessage()));
            return ExitCode.VERDICT_NO;
        }
    }
}
