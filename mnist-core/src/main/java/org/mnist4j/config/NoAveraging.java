package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The model has the weights that training ends with. */
@JsonTypeName("none")
@Describe("the model has the weights that training ends with")
record NoAveraging() implements Averaging {}
