package org.mnist4j.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.LoadedData;
import org.mnist4j.data.SkippedFile;
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
        footer = {"  mnist4j data info emnist --family emnist-letters", "  mnist4j data info pets --split 0.2"})
final class DataInfoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataFolder folder = new DataFolder();

    @Override
    public Integer call() {
        LoadedData data = folder.load();
        print(data.images().train());
        spec.commandLine().getOut().println();
        print(data.images().test());
        printLeftOut(data);
        return ExitCode.DONE;
    }

    private void printLeftOut(LoadedData data) {
        PrintWriter results = spec.commandLine().getOut();
        if (data.leftovers() > 0) {
            results.println();
            results.println(
                    "not read: " + data.leftovers() + " hidden files and leftovers of file browsers and archives");
        }
        if (!data.skipped().isEmpty()) {
            results.println();
            results.println("skipped: " + data.skipped().size() + " unreadable images");
            for (SkippedFile file : data.skipped()) {
                results.println(
                        VisibleText.oneLine(file.file() + ": expected " + file.expected() + ", found " + file.found())
                                .indent(2)
                                .stripTrailing());
            }
        }
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
