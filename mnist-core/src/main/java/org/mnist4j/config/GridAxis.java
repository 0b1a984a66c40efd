package org.mnist4j.config;

import java.util.Arrays;
import java.util.List;

/**
 * One value of an experiment and the values to try for it.
 *
 * @param path the value's path, for instance {@code training.optimizer.learningRate}
 * @param values the values to try, each as compact JSON text
 */
public record GridAxis(String path, List<String> values) {

    /** Copies the list. */
    public GridAxis {
        values = List.copyOf(values);
    }

    /**
     * An axis of Java values: numbers, strings, booleans, enum constants such as {@code RELU}, or parts of a
     * configuration such as {@code sgd(0.1)}.
     *
     * @throws IllegalArgumentException if a value is none of these
     */
    public static GridAxis of(String path, Object... values) {
        return new GridAxis(
                path,
                Arrays.stream(values)
                        .map(ConfigWriter::node)
                        .map(ConfigWriter::compact)
                        .toList());
    }
}
