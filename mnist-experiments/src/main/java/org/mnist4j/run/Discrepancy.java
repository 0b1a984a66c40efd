package org.mnist4j.run;

/**
 * One thing that is not as a run says.
 *
 * @param subject what it is about: a file, {@code parameters}, a measure, or a data set
 * @param expected what the run says
 * @param actual what was found
 */
public record Discrepancy(String subject, String expected, String actual) {

    @Override
    public String toString() {
        return subject + ": expected " + expected + ", found " + actual;
    }
}
