package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** Training runs for all epochs, and the model is that of the last one. */
@JsonTypeName("none")
@Describe("training runs for all epochs, and the model is that of the last one")
record NoEarlyStopping() implements EarlyStopping {}
