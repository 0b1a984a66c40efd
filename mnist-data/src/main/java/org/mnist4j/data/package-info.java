/**
 * Images with labels, as immutable values: MNIST from the class path, IDX files and folders of images from disk.
 *
 * <p>Start at {@link org.mnist4j.data.Mnist} or {@link org.mnist4j.data.ImageDataset}. The way in is file, {@code IdxSource}
 * (plain or gzip), {@code IdxHeader} (what it claims), {@code IdxReader} (what it holds), {@code ImageDataset}. Anything
 * wrong on that way is a {@link org.mnist4j.data.DataFormatException}. Next come the batches of {@code org.mnist4j.engine}.
 */
@NullMarked
package org.mnist4j.data;

import org.jspecify.annotations.NullMarked;
