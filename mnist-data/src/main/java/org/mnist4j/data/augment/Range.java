package org.mnist4j.data.augment;

/** Checks of the parameters of operations. */
final class Range {

    private Range() {}

    /** Returns the value if it is at least {@code min} and at most {@code max}. */
    static double closed(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(name + ": expected " + min + " to " + max + ", was " + value);
        }
        return value;
    }

    /** Returns the value if it is greater than 0 and at most {@code max}. */
    static double positive(String name, double value, double max) {
        if (!(value > 0 && value <= max)) {
            throw new IllegalArgumentException(name + ": expected more than 0, at most " + max + ", was " + value);
        }
        return value;
    }
}
