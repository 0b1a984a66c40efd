package org.mnist4j.run;

import java.util.Optional;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.TrainTest;

/**
 * The images to verify a run with; {@code data} in its manifest says which ones it needs.
 *
 * @param training the training images; if the run had a validation set and none is given here, the set that both
 *     were split from
 * @param validation the images evaluated after each epoch; empty if the run had none, or if it is to be split off
 * @param test the test images
 */
public record RunDatasets(ImageDataset training, Optional<ImageDataset> validation, ImageDataset test) {

    /** Both published parts of a data set, such as {@code Mnist.load().trainTest()}. */
    public static RunDatasets of(TrainTest images) {
        return new RunDatasets(images.train(), Optional.empty(), images.test());
    }

    /** Training and test images. */
    public static RunDatasets of(ImageDataset training, ImageDataset test) {
        return new RunDatasets(training, Optional.empty(), test);
    }

    /** Training, validation and test images. */
    public static RunDatasets of(ImageDataset training, ImageDataset validation, ImageDataset test) {
        return new RunDatasets(training, Optional.of(validation), test);
    }

    /** The names of the data sets, for messages. */
    @Override
    public String toString() {
        return "RunDatasets[" + training + "; "
                + validation.map(images -> images + "; ").orElse("") + test + "]";
    }
}
