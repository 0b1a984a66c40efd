package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The mean over a batch of {@code -sum_k q_k ln p_k}, where {@code p} is the softmax output over {@code K} classes. The
 * target {@code q} is {@code (1 - s) + s / K} for the true class and {@code s / K} for the others, with {@code s} the
 * label smoothing (Szegedy et al., "Rethinking the Inception architecture", 2016); without smoothing it is {@code -ln
 * p(true class)}.
 *
 * <p>Training reports this loss. Validation and test images are evaluated with the log-loss, which has no label
 * smoothing.
 *
 * @param labelSmoothing the fraction of the target spread evenly over all classes
 */
@JsonTypeName("crossEntropy")
@Describe("the mean over a batch of -ln p(true class), or, with label smoothing, of -sum of target * ln p")
public record CrossEntropy(
        @Describe(
                value = "fraction of the target spread evenly over all classes",
                min = 0,
                max = 1,
                belowMax = true,
                defaultJson = "0")
        double labelSmoothing)
        implements Loss {

    /** This loss with a different label smoothing. */
    public CrossEntropy labelSmoothing(double newLabelSmoothing) {
        return new CrossEntropy(newLabelSmoothing);
    }
}
