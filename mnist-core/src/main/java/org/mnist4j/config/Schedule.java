package org.mnist4j.config;

/**
 * A learning-rate schedule, as a value: {@link #factor}, evaluated before each training step, multiplies the
 * optimizer's learning rate.
 */
public sealed interface Schedule permits Constant, StepDecay, Cosine, OneCycle {

    /**
     * The factor of one step, a pure function.
     *
     * @param step from 0; warm-up steps are not counted
     * @param steps the total number of steps, 1 or more
     * @param stepsPerEpoch the number of steps in an epoch, 1 or more
     * @return 0 or more
     */
    double factor(long step, long steps, int stepsPerEpoch);
}
