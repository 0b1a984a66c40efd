package org.mnist4j.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.TrainTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "info",
        description = "Print the sizes, shape, classes and fingerprints of a data set.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {"  mnist4j data info", "  mnist4j data info emnist --family emnist-letters"})
final class DataInfoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataFolder folder = new DataFolder();

    @Override
    public Integer call() {
        TrainTest images = folder.load();
        print(images.train());
        spec.commandLine().getOut().println();
        print(images.test());
        return ExitCode.DONE;
    }

    private void print(ImageDataset images) {
        PrintWriter results = spec.commandLine().getOut();
        results.println(VisibleText.oneLine(images.name()));
        results.println("  images       " + images.size() + " of " + images.shape());
        results.println("  classes      " + VisibleText.oneLine(String.join(", ", images.classNames())));
        results.println("  per class    " + counts(images));
        results.println("  fingerprint  " + images.fingerprint());
    }

    private static String counts(ImageDataset images) {
        String list = Arrays.toString(images.classCounts());
        return list.substring(1, list.length() - 1);
    }
}
