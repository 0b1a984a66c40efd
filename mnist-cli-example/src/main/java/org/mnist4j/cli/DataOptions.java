package org.mnist4j.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataDirectory;
import org.mnist4j.data.DataReading;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.LoadedData;
import org.mnist4j.data.Mnist;
import org.mnist4j.run.Run;
import picocli.CommandLine.Option;

/** The data set that a command uses. */
final class DataOptions {

    static final String EMBEDDED = "mnist";
    static final String LABEL = "mnist|DIR|FILE";

    @Option(
            names = "--data",
            paramLabel = LABEL,
            defaultValue = EMBEDDED,
            order = 10,
            description = "The embedded MNIST (default), or a folder with IDX files under their published names, plain"
                    + " or .gz, with train.csv and test.csv, with NumPy arrays, or with train/ and test/, each with one"
                    + " folder of images per class; an .npz file; or, with --split, such class folders or a CSV file.")
    private String data = EMBEDDED;

    @Option(
            names = "--family",
            paramLabel = "NAME",
            order = 11,
            description = "Which data set to read if DIR contains several, for example emnist-letters.")
    private @Nullable String family;

    /** Images of a folder are read with as many channels as the shape has. */
    LoadedData load(ImageShape shape, DataReading reading) {
        return isEmbedded(reading)
                ? LoadedData.of(Mnist.load().trainTest())
                : read(Path.of(data), family, shape.channels(), reading);
    }

    /** Loads the data as a run has done. */
    LoadedData load(Run run) {
        DataReading reading = run.manifest().data().reading();
        return EMBEDDED.equals(data)
                ? load(run.config().input(), DataReading.STRICT)
                : load(run.config().input(), reading);
    }

    /** Loads the test set that a run was evaluated on. */
    ImageDataset loadTest(Run run) {
        return EMBEDDED.equals(data)
                ? loadTest(run.config().input(), DataReading.STRICT)
                : load(run).images().test();
    }

    /** Loads the test set only. */
    ImageDataset loadTest(ImageShape shape, DataReading reading) {
        return isEmbedded(reading)
                ? Mnist.loadTest()
                : load(shape, reading).images().test();
    }

    static LoadedData read(Path directory, @Nullable String family, int channels, DataReading reading) {
        // Another number of channels than 1 or 3 is told from the images' shape.
        DataDirectory folder =
                DataDirectory.at(directory).channels(channels == 3 ? 3 : 1).reading(reading);
        if (family != null) {
            try {
                folder = folder.family(family);
            } catch (IllegalArgumentException e) {
                throw new CommandException(ExitCode.USAGE, "--family: " + e.getMessage());
            }
        }
        return folder.load();
    }

    private boolean isEmbedded(DataReading reading) {
        if (!EMBEDDED.equals(data)) {
            return false;
        }
        if (family != null) {
            throw new CommandException(ExitCode.USAGE, "--family goes with --data DIR");
        }
        if (!reading.equals(DataReading.STRICT)) {
            throw new CommandException(
                    ExitCode.USAGE, "--split, --skip-unreadable and --follow-links go with --data DIR");
        }
        return true;
    }
}
