package org.mnist4j.run;

/**
 * A value that differs from what a run records.
 *
 * @param subject what it is about: a file, {@code parameters}, a measure, or a data set
 * @param expected the recorded value
 * @param actual the value found
 */
public record Discrepancy(String subject, String expected, String actual) {

    @Override
    public String toString() {
        return subject + ": expected " + expected + ", found " + actual;
    }
}
