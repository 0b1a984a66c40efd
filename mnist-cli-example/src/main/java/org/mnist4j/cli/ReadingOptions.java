package org.mnist4j.cli;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.mnist4j.data.DataReading;
import picocli.CommandLine.Option;

/** How a folder of images is read. */
final class ReadingOptions {

    @Option(
            names = "--split",
            paramLabel = "SHARE",
            order = 12,
            description =
                    "DIR holds one folder of images per class and no test images, or FILE is a CSV file: hold out this"
                            + " share of each class for the test, for example 0.2.")
    private @Nullable Double split;

    @Option(
            names = "--split-seed",
            paramLabel = "N",
            order = 13,
            description = "The seed of --split (default: 0). It does not depend on the experiment's seed, so that runs"
                    + " with different seeds are tested on the same images.")
    private @Nullable Long splitSeed;

    @Option(
            names = "--skip-unreadable",
            order = 14,
            description = "Leave out image files that are empty, damaged, too large or in another format, instead of"
                    + " refusing the data set.")
    private boolean skipUnreadable;

    @Option(
            names = "--follow-links",
            order = 15,
            description = "Follow symbolic links to images and class folders outside DIR.")
    private boolean followLinks;

    DataReading reading() {
        if (splitSeed != null && split == null) {
            throw new CommandException(ExitCode.USAGE, "--split-seed goes with --split");
        }
        try {
            return new DataReading(
                    split == null ? OptionalDouble.empty() : OptionalDouble.of(split),
                    splitSeed == null ? 0 : splitSeed,
                    skipUnreadable,
                    followLinks);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.USAGE, "--split must be between 0 and 1 (exclusive), for example 0.2, was " + split);
        }
    }
}
