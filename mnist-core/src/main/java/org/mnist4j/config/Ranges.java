package org.mnist4j.config;

import java.util.Arrays;

/** Factory methods for the ranges of a {@link RandomSearch}, for static import. */
public final class Ranges {

    private Ranges() {}

    /** Any number from {@code min} to {@code max} with equal probability. */
    public static Uniform uniform(double min, double max) {
        return new Uniform(min, max);
    }

    /** Any number from {@code min}, above 0, to {@code max}, each order of magnitude with equal probability. */
    public static LogUniform logUniform(double min, double max) {
        return new LogUniform(min, max);
    }

    /** Any whole number from {@code min} to {@code max}, both included, with equal probability. */
    public static Integers integers(int min, int max) {
        return new Integers(min, max);
    }

    /**
     * Each of the values with equal probability.
     *
     * @param values numbers, strings, booleans, enum constants such as {@code RELU}, or parts of a configuration such as
     *     {@code sgd(0.1)}
     * @throws IllegalArgumentException if a value is none of these
     */
    public static Choices choices(Object... values) {
        return new Choices(Arrays.stream(values)
                .map(ConfigWriter::node)
                .map(ConfigWriter::compact)
                .toList());
    }
}
