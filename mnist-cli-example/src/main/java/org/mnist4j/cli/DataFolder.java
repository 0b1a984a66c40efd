package org.mnist4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataReading;
import org.mnist4j.data.LoadedData;
import org.mnist4j.data.Mnist;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The data set that a {@code data} command is about. */
final class DataFolder {

    @ArgGroup
    private Source source = new Source();

    @Option(
            names = "--family",
            paramLabel = "NAME",
            order = 11,
            description = "Which data set to read if DIR contains several, for example emnist-letters.")
    private @Nullable String family;

    @Option(
            names = "--channels",
            paramLabel = "N",
            defaultValue = "1",
            order = 12,
            description =
                    "Read images in greyscale (1, the default) or in color (3), as channels in a configuration does.")
    private int channels;

    @Mixin
    private ReadingOptions options = new ReadingOptions();

    /** One of the two. */
    static final class Source {
        @Parameters(
                arity = "0..1",
                paramLabel = "DIR|FILE",
                description =
                        "A folder with IDX, CSV or NumPy files, or with train/ and test/ folders of images, or a CSV or"
                                + " .npz file (default: the embedded MNIST).")
        private @Nullable Path directory;

        @Option(
                names = "--data",
                paramLabel = DataOptions.LABEL,
                order = 10,
                description = "The same, written as for the other commands.")
        private @Nullable String data;
    }

    /** Whether the data set is the MNIST inside the library. */
    boolean isEmbedded() {
        return source.directory == null && (source.data == null || source.data.equals(DataOptions.EMBEDDED));
    }

    LoadedData load() {
        DataReading reading = options.reading();
        if (channels != 1 && channels != 3) {
            throw new CommandException(ExitCode.USAGE, "--channels must be 1 or 3, was " + channels);
        }
        if (isEmbedded()) {
            if (family != null || channels != 1) {
                throw new CommandException(
                        ExitCode.USAGE, (family == null ? "--channels" : "--family") + " goes with DIR");
            }
            if (!reading.equals(DataReading.STRICT)) {
                throw new CommandException(ExitCode.USAGE, "--split, --skip-unreadable and --follow-links go with DIR");
            }
            return LoadedData.of(Mnist.load().trainTest());
        }
        Path folder = source.directory == null ? Path.of(source.data) : source.directory;
        if (!Files.isDirectory(folder) && !(Files.isRegularFile(folder) && isNamedAsData(folder))) {
            throw new CommandException(
                    ExitCode.FILE,
                    folder + ": expected a folder, or a file named .csv, .csv.gz or .npz; check the path");
        }
        return DataOptions.read(folder, family, channels, reading);
    }

    private static boolean isNamedAsData(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).matches("(?s).*\\.(csv|csv\\.gz|npz)");
    }
}
