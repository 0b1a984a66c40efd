package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The learning rate rises and falls once, each time along half a cosine (Smith and Topin, "Super-convergence", 2018, in
 * PyTorch's form). With {@code peak = riseShare steps}:
 *
 * <pre>
 * step &lt; peak:  startFactor + (1 - startFactor) (1 - cos(pi step / peak)) / 2
 * otherwise:    finalFactor + (1 - finalFactor) (1 + cos(pi (step - peak) / (steps - peak))) / 2
 * </pre>
 *
 * @param riseShare the fraction of the steps during which the learning rate rises
 * @param startFactor the factor at the first step
 * @param finalFactor the factor at the end
 */
@JsonTypeName("oneCycle")
@Describe("the learning rate's factor rises from startFactor to 1, then falls to finalFactor, each along half a cosine")
public record OneCycle(
        @Describe(
                value = "fraction of the steps during which it rises",
                min = 0,
                max = 1,
                belowMax = true,
                defaultJson = "0.3")
        double riseShare,

        @Describe(value = "factor at the first step", min = 0, max = 1, defaultJson = "0.04")
        double startFactor,

        @Describe(value = "factor at the end of training", min = 0, max = 1, defaultJson = "4e-6")
        double finalFactor)
        implements Schedule {

    /** This schedule with a different fraction of rising steps. */
    public OneCycle riseShare(double newRiseShare) {
        return new OneCycle(newRiseShare, startFactor, finalFactor);
    }

    /** This schedule with a different factor at the first step. */
    public OneCycle startFactor(double newStartFactor) {
        return new OneCycle(riseShare, newStartFactor, finalFactor);
    }

    /** This schedule with a different factor at the end. */
    public OneCycle finalFactor(double newFinalFactor) {
        return new OneCycle(riseShare, startFactor, newFinalFactor);
    }

    @Override
    public double factor(long step, long steps, int stepsPerEpoch) {
        double peak = riseShare * steps;
        return step < peak
                ? Cosine.between(startFactor, 1, step / peak)
                : Cosine.between(1, finalFactor, (step - peak) / (steps - peak));
    }
}
