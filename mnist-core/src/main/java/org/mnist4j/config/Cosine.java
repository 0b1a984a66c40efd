package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The learning rate falls along half a cosine (Loshchilov and Hutter, "SGDR", 2017, without restarts):
 *
 * <pre>
 * finalFactor + (1 - finalFactor) (1 + cos(pi step / steps)) / 2
 * </pre>
 *
 * It is 1 at the first step, and would be {@code finalFactor} at the step after the last.
 *
 * @param finalFactor the factor at the end
 */
@JsonTypeName("cosine")
@Describe("the learning rate's factor falls from 1 to finalFactor along half a cosine")
public record Cosine(
        @Describe(value = "factor at the end of training", min = 0, max = 1, defaultJson = "0")
        double finalFactor) implements Schedule {

    /** This schedule with a different factor at the end. */
    public Cosine finalFactor(double newFinalFactor) {
        return new Cosine(newFinalFactor);
    }

    @Override
    public double factor(long step, long steps, int stepsPerEpoch) {
        return between(1, finalFactor, (double) step / steps);
    }

    /** Half a cosine from one factor, at position 0, to another, at position 1. */
    static double between(double from, double to, double position) {
        return to + (from - to) * (1 + cosine(position)) / 2;
    }

    /**
     * {@code cos(pi p)} for p in [0, 1], by the series of sine or cosine, whichever has an argument of at most {@code
     * pi / 4}. Called in every training step, where StrictMath of newer JDKs would allocate an array.
     */
    static double cosine(double p) {
        boolean ofSine = p > 0.25 && p <= 0.75;
        double x = StrictMath.PI * (ofSine ? 0.5 - p : Math.min(p, 1 - p));
        double term = ofSine ? x : 1;
        double sum = term;
        for (int n = ofSine ? 1 : 0; n < 18; n += 2) {
            term *= -x * x / ((n + 1) * (n + 2));
            sum += term;
        }
        return p > 0.75 ? -sum : sum;
    }
}
