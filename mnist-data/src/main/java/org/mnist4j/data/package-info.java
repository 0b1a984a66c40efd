/**
 * Labelled images as immutable values: MNIST from the class path; IDX, CSV and NumPy files and image folders from disk.
 *
 * <p>Start at {@link org.mnist4j.data.Mnist}, {@link org.mnist4j.data.ImageDataset} or {@link org.mnist4j.data.DataDirectory}. A file
 * is read through {@code DataSource} (plain or gzip), {@code IdxHeader} (its dimensions) and {@code IdxReader} (its data), or through
 * {@code CsvFile}, or through {@code NpzFile} and {@code NpyArray}, into an {@code ImageDataset}. Any error in the data is a {@link org.mnist4j.data.DataFormatException}. Batches are built from
 * data sets in {@code org.mnist4j.engine}.
 */
@NullMarked
package org.mnist4j.data;

import org.jspecify.annotations.NullMarked;
