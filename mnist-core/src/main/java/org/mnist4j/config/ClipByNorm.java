package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The gradient of the mean loss with respect to all parameters together is multiplied by {@code min(1, maxNorm / norm)},
 * with {@code norm} its Euclidean length (Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural
 * networks", 2013).
 *
 * @param maxNorm the largest length that is left as it is
 */
@JsonTypeName("norm")
@Describe("the gradient of all parameters together is multiplied by min(1, maxNorm / its Euclidean length)")
public record ClipByNorm(
        @Describe(value = "largest length that is left as it is", min = 0, aboveMin = true, max = 1e6)
        double maxNorm) implements GradientClipping {}
