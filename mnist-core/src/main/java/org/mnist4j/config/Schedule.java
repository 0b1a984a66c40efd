package org.mnist4j.config;

/**
 * By which factor the optimizer's learning rate is multiplied from step to step, as a value; {@link #factor} is evaluated
 * before each step.
 */
public sealed interface Schedule permits Constant, StepDecay, Cosine, OneCycle {

    /**
     * The factor of one step, a pure function.
     *
     * @param step from 0; steps of the warm-up are not counted
     * @param steps how many there are, 1 or more
     * @param stepsPerEpoch how many make an epoch, 1 or more
     * @return 0 or more
     */
    double factor(long step, long steps, int stepsPerEpoch);
}
