package org.mnist4j.data;

import java.util.List;

/**
 * A data set from a {@link DataDirectory}, with what was left out of it.
 *
 * @param images the training and test images
 * @param reading how they were read
 * @param skipped the unreadable images, in the order of the folders; empty unless the reading skips them
 * @param leftovers how many hidden files and leftovers of file browsers and archives were not read
 */
public record LoadedData(TrainTest images, DataReading reading, List<SkippedFile> skipped, int leftovers) {

    /** Copies the list. */
    public LoadedData {
        skipped = List.copyOf(skipped);
    }

    /** Returns a data set that was read as a whole, such as {@code Mnist.load().trainTest()}. */
    public static LoadedData of(TrainTest images) {
        return new LoadedData(images, DataReading.STRICT, List.of(), 0);
    }
}
