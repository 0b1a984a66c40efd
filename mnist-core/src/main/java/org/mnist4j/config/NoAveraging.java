package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The model has the final weights. */
@JsonTypeName("none")
@Describe("the model has the final weights")
record NoAveraging() implements Averaging {}
