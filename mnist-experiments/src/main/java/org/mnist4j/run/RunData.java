package org.mnist4j.run;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.mnist4j.data.DatasetIdentity;

/**
 * The images of a run.
 *
 * @param training what the model learned from
 * @param validation what it was measured on after each epoch; empty without such images
 * @param test what its metrics were measured on
 * @param classNames what the labels mean, in index order
 */
public record RunData(
        DatasetIdentity training, Optional<DatasetIdentity> validation, DatasetIdentity test, List<String> classNames) {

    /**
     * Copies the names.
     *
     * @throws IllegalArgumentException if two classes have one name
     */
    public RunData {
        classNames = List.copyOf(classNames);
        if (new HashSet<>(classNames).size() < classNames.size()) {
            throw new IllegalArgumentException("classNames: expected different names, was " + classNames);
        }
    }
}
