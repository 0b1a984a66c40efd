package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** Training goes on to its last epoch, and the model is that of the last epoch. */
@JsonTypeName("none")
@Describe("training goes on to its last epoch, whose model is the result")
public record NoEarlyStopping() implements EarlyStopping {}
