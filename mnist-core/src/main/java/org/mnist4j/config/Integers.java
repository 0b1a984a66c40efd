package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Any whole number of an interval with equal probability.
 *
 * @param min the smallest number
 * @param max the largest number, above {@code min}
 */
@JsonTypeName("integers")
@Describe("any whole number of an interval with equal probability")
public record Integers(
        @Describe(value = "smallest number", min = -1e9, max = 1e9)
        int min,

        @Describe(value = "largest number", min = -1e9, max = 1e9)
        int max)
        implements Range {}
