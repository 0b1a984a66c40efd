package org.mnist4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Mnist;
import org.mnist4j.data.TrainTest;
import picocli.CommandLine.Option;

/** The data set that a command uses. */
final class DataOptions {

    static final String EMBEDDED = "mnist";

    @Option(
            names = "--data",
            paramLabel = "mnist|DIR",
            defaultValue = EMBEDDED,
            order = 10,
            description = "The embedded MNIST (default), or a folder with IDX files under their published names, plain"
                    + " or .gz, or with train/ and test/, each with one folder of images per class.")
    private String data = EMBEDDED;

    @Option(
            names = "--family",
            paramLabel = "NAME",
            order = 11,
            description = "Which data set to read if DIR contains several, for example emnist-letters.")
    private @Nullable String family;

    TrainTest load() {
        if (isEmbedded()) {
            return Mnist.load().trainTest();
        }
        return read(Path.of(data), family);
    }

    /** Loads the test set only. */
    ImageDataset loadTest() {
        return isEmbedded() ? Mnist.loadTest() : load().test();
    }

    static TrainTest read(Path directory, @Nullable String family) {
        if (family != null) {
            try {
                return ImageDataset.fromIdxDirectory(directory, family);
            } catch (IllegalArgumentException e) {
                throw new CommandException(ExitCode.USAGE, "--family: " + e.getMessage());
            }
        }
        boolean folders = Files.isDirectory(directory.resolve("train")) && Files.isDirectory(directory.resolve("test"));
        return folders ? ImageDataset.fromImageDirectory(directory) : ImageDataset.fromIdxDirectory(directory);
    }

    private boolean isEmbedded() {
        if (EMBEDDED.equals(data) && family != null) {
            throw new CommandException(ExitCode.USAGE, "--family goes with --data DIR");
        }
        return EMBEDDED.equals(data);
    }
}
