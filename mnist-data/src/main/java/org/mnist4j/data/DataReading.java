package org.mnist4j.data;

import java.util.OptionalDouble;

/**
 * How a folder of images or another data set is read, as far as it decides which images a data set has: what a run must record, besides the
 * folder or file, to read the same images again.
 *
 * @param split the share of the images that become the test set, between 0 and 1, exclusive; empty for a folder with
 *     training and test folders of its own
 * @param splitSeed the seed of that split; without effect if there is none
 * @param skipUnreadable whether images that cannot be read are left out, instead of refusing the data set
 * @param followLinks whether symbolic links may lead out of the folder
 */
public record DataReading(OptionalDouble split, long splitSeed, boolean skipUnreadable, boolean followLinks) {

    /** No split, and any unreadable image or link that leads elsewhere is an error. */
    public static final DataReading STRICT = new DataReading(OptionalDouble.empty(), 0, false, false);

    /**
     * Checks the share.
     *
     * @throws IllegalArgumentException if the share is out of its range
     */
    public DataReading {
        if (split.isPresent() && !(split.getAsDouble() > 0 && split.getAsDouble() < 1)) {
            throw new IllegalArgumentException(
                    "split: expected a share between 0 and 1 (exclusive), was " + split.getAsDouble());
        }
    }

    DataReading withSplit(double share, long seed) {
        return new DataReading(OptionalDouble.of(share), seed, skipUnreadable, followLinks);
    }

    DataReading skippingUnreadable() {
        return new DataReading(split, splitSeed, true, followLinks);
    }

    DataReading followingLinks() {
        return new DataReading(split, splitSeed, skipUnreadable, true);
    }
}
