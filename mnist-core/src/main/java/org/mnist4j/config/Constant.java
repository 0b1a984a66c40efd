package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The learning rate stays constant: the factor is 1. */
@JsonTypeName("constant")
@Describe("the learning rate stays constant")
record Constant() implements Schedule {

    @Override
    public double factor(long step, long steps, int stepsPerEpoch) {
        return 1;
    }
}
