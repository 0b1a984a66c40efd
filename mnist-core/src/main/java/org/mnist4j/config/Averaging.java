package org.mnist4j.config;

/** Whether the model has the weights that training ends with, or an average over steps or epochs, as a value. */
public sealed interface Averaging permits NoAveraging, ExponentialAverage, LastEpochs {}
