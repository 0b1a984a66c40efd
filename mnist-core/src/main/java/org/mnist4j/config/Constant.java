package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The learning rate stays: a factor of 1. */
@JsonTypeName("constant")
@Describe("the learning rate stays as it is")
record Constant() implements Schedule {

    @Override
    public double factor(long step, long steps, int stepsPerEpoch) {
        return 1;
    }
}
