package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Any number of an interval with equal probability, rounded to a ten-thousandth of its width or less.
 *
 * @param min the smallest number
 * @param max the largest number, above {@code min}
 */
@JsonTypeName("uniform")
@Describe("any number of an interval with equal probability")
public record Uniform(
        @Describe(value = "smallest number", min = -1e9, max = 1e9)
        double min,

        @Describe(value = "largest number", min = -1e9, max = 1e9)
        double max)
        implements Range {}
