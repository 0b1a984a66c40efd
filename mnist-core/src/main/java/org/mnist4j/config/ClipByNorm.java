package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Clips by the global norm: the gradient of the mean loss with respect to all parameters is multiplied by {@code min(1,
 * maxNorm / norm)}, where {@code norm} is its Euclidean norm (Pascanu, Mikolov and Bengio, "On the difficulty of
 * training recurrent neural networks", 2013).
 *
 * @param maxNorm the largest norm that is left unchanged
 */
@JsonTypeName("norm")
@Describe("the gradient with respect to all parameters is multiplied by min(1, maxNorm / its Euclidean norm)")
public record ClipByNorm(
        @Describe(value = "largest norm that is left unchanged", min = 0, aboveMin = true, max = 1e6)
        double maxNorm) implements GradientClipping {}
