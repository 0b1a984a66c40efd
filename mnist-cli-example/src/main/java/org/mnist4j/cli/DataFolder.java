package org.mnist4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.TrainTest;
import picocli.CommandLine.ArgGroup;
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

    /** One of the two. */
    static final class Source {
        @Parameters(
                arity = "0..1",
                paramLabel = "DIR",
                description = "A folder with IDX files, or with train/ and test/ folders of images"
                        + " (default: the embedded MNIST).")
        private @Nullable Path directory;

        @Option(
                names = "--data",
                paramLabel = "mnist|DIR",
                order = 10,
                description = "The same, written as for the other commands.")
        private @Nullable String data;
    }

    /** Whether the data set is the MNIST inside the library. */
    boolean isEmbedded() {
        return source.directory == null && (source.data == null || source.data.equals(DataOptions.EMBEDDED));
    }

    TrainTest load() {
        if (isEmbedded()) {
            if (family != null) {
                throw new CommandException(ExitCode.USAGE, "--family goes with DIR");
            }
            return Mnist.load().trainTest();
        }
        Path folder = source.directory == null ? Path.of(source.data) : source.directory;
        if (!Files.isDirectory(folder)) {
            throw new CommandException(ExitCode.FILE, folder + ": expected a folder; check the path");
        }
        return DataOptions.read(folder, family);
    }
}
