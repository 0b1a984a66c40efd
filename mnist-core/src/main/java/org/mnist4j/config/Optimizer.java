package org.mnist4j.config;

/** How parameters are updated from their gradients, as a value. */
public sealed interface Optimizer permits Adam, AdamW, Sgd, RmsProp {

    /** The learning rate, which the schedule multiplies by its factor. */
    double learningRate();
}
