package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** Gradients are used as they are. */
@JsonTypeName("none")
@Describe("gradients are used as they are")
record NoClipping() implements GradientClipping {}
