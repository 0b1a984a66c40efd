package org.mnist4j.train;

/**
 * The metrics of one batch, measured before its update.
 *
 * @param epoch from 1
 * @param batch from 1, within the epoch
 * @param batches the number of batches per epoch
 * @param images the number of images in this batch
 * @param loss the mean loss over the batch
 */
public record BatchMetrics(int epoch, int batch, int batches, int images, double loss) {}
