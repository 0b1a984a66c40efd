package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The learning rate drops every {@code everyEpochs} epochs: {@code factor^floor(step / (everyEpochs * stepsPerEpoch))}.
 *
 * @param everyEpochs epochs between drops, counted from the end of the warm-up
 * @param factor what the learning rate is multiplied by
 */
@JsonTypeName("step")
@Describe("the learning rate is multiplied by factor every everyEpochs epochs")
public record StepDecay(
        @Describe(value = "epochs between drops, counted from the end of the warm-up", min = 1, max = 100_000)
        int everyEpochs,

        @Describe(
                value = "what the learning rate is multiplied by",
                min = 0,
                aboveMin = true,
                max = 1,
                defaultJson = "0.1")
        double factor)
        implements Schedule {

    @Override
    public double factor(long step, long steps, int stepsPerEpoch) {
        return power(factor, step / ((long) everyEpochs * stepsPerEpoch));
    }

    /**
     * {@code base^exponent} by repeated squaring. Called in every training step, where StrictMath.pow of newer JDKs
     * would allocate an array.
     */
    static double power(double base, long exponent) {
        double product = 1;
        double square = base;
        for (long bits = exponent; bits > 0; bits >>= 1) {
            if ((bits & 1) == 1) {
                product *= square;
            }
            square *= square;
        }
        return product;
    }
}
