package org.mnist4j.config;

/** How parameters follow their gradients, as a value. */
public sealed interface Optimizer permits Adam, AdamW, Sgd, RmsProp {

    /** The step size, which the schedule multiplies by its factor. */
    double learningRate();
}
