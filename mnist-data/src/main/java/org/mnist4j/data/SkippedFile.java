package org.mnist4j.data;

/**
 * An image file that could not be read and was left out of a data set.
 *
 * @param file its path in the folder of the data set, with slashes, such as {@code train/cat/7.png}
 * @param reason the kind of problem
 * @param expected what was expected
 * @param found what was found
 */
public record SkippedFile(String file, DataFormatException.Reason reason, String expected, String found) {}
