package org.mnist4j.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.mnist4j.data.DataExport;
import org.mnist4j.data.DataExport.Format;
import org.mnist4j.data.TrainTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = "Write a data set in another format, which other programs and --data read.",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = ExitCode.HEADING,
        exitCodeList = {ExitCode.DONE_TEXT, ExitCode.USAGE_TEXT, ExitCode.FILE_TEXT},
        footerHeading = "%nExamples:%n",
        footer = {
            "  mnist4j data export --format csv --out mnist-csv",
            "  mnist4j data export pets --split 0.2 --channels 3 --format npz --out pets-npz",
            "",
            "IDX, CSV and NumPy files have numbers for classes; class-names.txt beside them has the names."
        })
final class DataExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataFolder folder = new DataFolder();

    @Option(
            names = "--format",
            paramLabel = "idx|csv|npz|png",
            required = true,
            order = 1,
            description =
                    "idx: MNIST's four files; csv: train.csv and test.csv; npz: images.npz for NumPy, with x_train,"
                            + " y_train, x_test and y_test; png: train/ and test/ with one folder of images per class.")
    private String format = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            order = 2,
            description = "The folder to write, which is new or empty. It appears complete or not at all.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        Format wanted = requireFormat();
        TrainTest images = folder.load().images();
        try {
            DataExport.write(images, wanted, out);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--format: " + e.getMessage());
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(ExitCode.USAGE, "--out " + e.getFile() + " " + e.getReason());
        }
        spec.commandLine()
                .getOut()
                .println(VisibleText.oneLine(out.toString()) + ": "
                        + images.train().size() + " training and "
                        + images.test().size() + " test images of "
                        + images.train().shape() + " in "
                        + images.train().classes() + " classes as " + format);
        return ExitCode.DONE;
    }

    private Format requireFormat() {
        Optional<Format> known = Arrays.stream(Format.values())
                .filter(any -> name(any).equals(format))
                .findFirst();
        return known.orElseThrow(() -> new CommandException(
                ExitCode.USAGE,
                "--format must be "
                        + Arrays.stream(Format.values())
                                .map(DataExportCommand::name)
                                .collect(Collectors.joining(", "))
                        + ", was " + VisibleText.oneLine(format)));
    }

    private static String name(Format format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
