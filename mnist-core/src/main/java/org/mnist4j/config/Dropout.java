package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Sets each input to zero with probability {@code rate} during training and multiplies the others by {@code 1 / (1 -
 * rate)}; does nothing at prediction (Srivastava et al. 2014, "inverted" form).
 *
 * @param rate the probability of dropping a value, in [0, 1)
 */
@JsonTypeName("dropout")
@Describe("drops each value with probability rate during training and scales the others by 1 / (1 - rate)")
public record Dropout(
        @Describe(value = "probability of dropping a value", min = 0, max = 1, belowMax = true)
        double rate) implements Layer {}
