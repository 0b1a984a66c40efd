package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** Training continues to its last epoch, whose model is the result. */
@JsonTypeName("none")
@Describe("training continues to its last epoch, whose model is the result")
record NoEarlyStopping() implements EarlyStopping {}
