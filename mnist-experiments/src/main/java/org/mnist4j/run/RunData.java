package org.mnist4j.run;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.mnist4j.data.DataReading;
import org.mnist4j.data.DatasetIdentity;

/**
 * The images of a run.
 *
 * @param training the training images
 * @param validation the images evaluated after each epoch; empty without a validation set
 * @param test the test images
 * @param classNames the names of the classes, in index order
 * @param reading how they were read, if from a folder; {@link DataReading#STRICT} in a manifest of a format before 1.3,
 *     which does not record it
 */
public record RunData(
        DatasetIdentity training,
        Optional<DatasetIdentity> validation,
        DatasetIdentity test,
        List<String> classNames,
        DataReading reading) {

    /**
     * Copies the names.
     *
     * @throws IllegalArgumentException if two classes have the same name
     */
    public RunData {
        classNames = List.copyOf(classNames);
        if (new HashSet<>(classNames).size() < classNames.size()) {
            throw new IllegalArgumentException("classNames: expected different names, was " + classNames);
        }
    }

    /** The images of a run that were not read from a folder, or without special settings. */
    public RunData(
            DatasetIdentity training,
            Optional<DatasetIdentity> validation,
            DatasetIdentity test,
            List<String> classNames) {
        this(training, validation, test, classNames, DataReading.STRICT);
    }
}
