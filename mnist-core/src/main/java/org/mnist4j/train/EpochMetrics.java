package org.mnist4j.train;

import java.util.OptionalDouble;

/**
 * What one epoch measured.
 *
 * @param epoch from 1
 * @param trainingLoss mean over the epoch's images of the loss, each taken just before its own step
 * @param trainingAccuracy share of the epoch's images classified correctly, each just before its own step
 * @param validationLoss mean log-loss over the validation set after the epoch; empty without one
 * @param validationAccuracy accuracy on the validation set after the epoch; empty without one
 * @param seconds wall-clock time of the epoch, validation included
 */
public record EpochMetrics(
        int epoch,
        double trainingLoss,
        double trainingAccuracy,
        OptionalDouble validationLoss,
        OptionalDouble validationAccuracy,
        double seconds) {}
