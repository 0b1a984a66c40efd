package org.mnist4j.sweep;

import org.mnist4j.config.SweepConfig;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.Split;
import org.mnist4j.train.DataMismatchException;
import org.mnist4j.train.Trainer;

/**
 * The images of a sweep, the same for every trial.
 *
 * @param train the images that trials train on
 * @param validation the held-out images that they are measured on
 */
public record SweepData(ImageDataset train, ImageDataset validation) {

    /**
     * Holds out {@link SweepConfig#validationFraction()} of the images, stratified by class. The same images, fraction and
     * seed of the experiment give the same parts on every machine.
     *
     * @throws DataMismatchException if the images do not fit the experiment, or there is only one
     */
    public static SweepData holdOut(ImageDataset images, SweepConfig config) {
        Trainer.of(config.experiment()).requireFits(images);
        if (images.size() < 2) {
            throw new DataMismatchException("a sweep holds out a part of the images, data set " + images.name()
                    + " has only " + images.size() + " training image; give more images");
        }
        Split split = images.stratifiedSplit(
                config.validationFraction(), config.experiment().seed());
        return new SweepData(split.train(), split.validation());
    }

    /** The {@link ImageDataset#fingerprint()} of both parts, with a hyphen between them. */
    public String fingerprint() {
        return train.fingerprint() + "-" + validation.fingerprint();
    }
}
