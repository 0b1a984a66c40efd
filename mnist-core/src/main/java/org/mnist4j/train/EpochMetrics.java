package org.mnist4j.train;

import java.util.OptionalDouble;

/**
 * The metrics of one epoch.
 *
 * @param epoch from 1
 * @param trainingLoss mean loss over the epoch's images, each measured just before its batch's update
 * @param trainingAccuracy accuracy over the epoch's images, each measured just before its batch's update
 * @param validationLoss mean log-loss on the validation set after the epoch; empty without a validation set
 * @param validationAccuracy accuracy on the validation set after the epoch; empty without a validation set
 * @param seconds wall-clock time of the epoch, including validation
 */
public record EpochMetrics(
        int epoch,
        double trainingLoss,
        double trainingAccuracy,
        OptionalDouble validationLoss,
        OptionalDouble validationAccuracy,
        double seconds) {}
