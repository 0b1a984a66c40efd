package org.mnist4j.train;

/**
 * What one batch measured, before its step.
 *
 * @param epoch from 1
 * @param batch from 1, within the epoch
 * @param batches batches per epoch
 * @param images images in this batch
 * @param loss mean loss over the batch
 */
public record BatchMetrics(int epoch, int batch, int batches, int images, double loss) {}
