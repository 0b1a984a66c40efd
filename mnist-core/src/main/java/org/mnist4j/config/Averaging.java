package org.mnist4j.config;

/** Whether the model has the final weights, or an average over steps or epochs, as a value. */
public sealed interface Averaging permits NoAveraging, ExponentialAverage, LastEpochs {}
