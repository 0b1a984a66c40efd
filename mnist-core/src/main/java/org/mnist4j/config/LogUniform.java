package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Any number of an interval with a uniform logarithm, for rates and factors: {@code min (max / min)^u} with {@code u} uniform
 * in [0, 1), rounded to four significant digits, or more where the interval is narrow.
 *
 * @param min the smallest number, above 0
 * @param max the largest number, above {@code min}
 */
@JsonTypeName("logUniform")
@Describe("any number of an interval, each order of magnitude with equal probability")
public record LogUniform(
        @Describe(value = "smallest number", min = 0, aboveMin = true, max = 1e9)
        double min,

        @Describe(value = "largest number", min = 0, aboveMin = true, max = 1e9)
        double max)
        implements Range {}
