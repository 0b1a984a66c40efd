package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** Gradients are not clipped. */
@JsonTypeName("none")
@Describe("gradients are not clipped")
record NoClipping() implements GradientClipping {}
