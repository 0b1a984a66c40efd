package org.mnist4j.config;

/** How parameters follow their gradients, as a value. */
public sealed interface Optimizer permits Adam, Sgd {

    /** The step size. */
    double learningRate();
}
