package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The model has the exponential moving average of the weights after each step {@code t = 1, 2, ...}, with the bias
 * correction of Adam's moments, so that the initial weights do not contribute:
 *
 * <pre>
 * average_t = (1 - decay) / (1 - decay^t) * sum over i = 1..t of decay^(t - i) theta_i
 * </pre>
 *
 * computed as {@code average += (1 - decay) / (1 - decay^t) (theta_t - average)}.
 *
 * @param decay the fraction of the average kept from step to step
 */
@JsonTypeName("ema")
@Describe("the model has the exponential moving average of the weights after each step, with bias correction")
public record ExponentialAverage(
        @Describe(
                value = "fraction of the average kept from step to step",
                min = 0,
                max = 1,
                belowMax = true,
                defaultJson = "0.999")
        double decay)
        implements Averaging {}
