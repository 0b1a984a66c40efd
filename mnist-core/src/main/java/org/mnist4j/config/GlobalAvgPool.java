package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** The mean over all positions, one value per channel (Lin, Chen and Yan 2014). */
@JsonTypeName("globalAvgPool")
@Describe("the mean over all positions, one value per channel")
public record GlobalAvgPool() implements Layer {}
