package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The mean over a batch of {@code -sum_k q_k ln p_k}, with {@code p} from the softmax output over {@code K} classes. The
 * target {@code q} is {@code (1 - s) + s / K} for the true class and {@code s / K} for the others, with {@code s} the label
 * smoothing (Szegedy et al., "Rethinking the Inception architecture", 2016); without smoothing it is {@code -ln p(true
 * class)}.
 *
 * <p>The loss that training reports is this one. On validation and test images the log-loss is measured, which knows no
 * smoothing.
 *
 * @param labelSmoothing the share of the target that is spread evenly over all classes
 */
@JsonTypeName("crossEntropy")
@Describe("the mean over a batch of -ln p(true class), or, with smoothed labels, of -sum of target * ln p")
public record CrossEntropy(
        @Describe(
                value = "share of the target that is spread evenly over all classes",
                min = 0,
                max = 1,
                belowMax = true,
                defaultJson = "0")
        double labelSmoothing)
        implements Loss {

    /** This loss with another smoothing of the labels. */
    public CrossEntropy labelSmoothing(double newLabelSmoothing) {
        return new CrossEntropy(newLabelSmoothing);
    }
}
