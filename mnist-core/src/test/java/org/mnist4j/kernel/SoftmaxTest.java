package org.mnist4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mnist4j.random.RandomStream;

/** Softmax against its definition in doubles. */
class SoftmaxTest {

    /**
     * Units in the last place: 1.2 of the exponential function, as much of the sum at the most, half a unit each of the
     * factor and of the product.
     */
    private static final double UNITS = 3.4;

    private static final double UNIT = Math.ulp(1f);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 1000})
    void probabilities_areWithinAFewUnitsOfTheDefinition(int n) {
        RandomStream random = RandomStream.of(31, "softmax", n);
        for (int example = 0; example < 200; example++) {
            float[] logits = new float[n];
            float max = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                logits[i] = (float) (example * (random.nextDouble() - 0.5)); // spread over 0 to 199
                max = Math.max(max, logits[i]);
            }
            double sum = 0;
            for (float logit : logits) {
                sum += StrictMath.exp(logit - max); // the difference is rounded to a float in both
            }
            float[] probabilities = new float[n + 2];

            double logSum = Softmax.probabilities(logits, n, probabilities, 1);

            assertThat(logSum).isCloseTo(max + StrictMath.log(sum), within(1.2 * UNIT));
            for (int i = 0; i < n; i++) {
                double expected = StrictMath.exp(logits[i] - max) / sum;
                double smallest = Float.MIN_NORMAL; // below it, digits are lost
                assertThat((double) probabilities[1 + i])
                        .as("logit %s of %d, largest %s", logits[i], n, max)
                        .isCloseTo(expected, within(UNITS * UNIT * Math.max(expected, smallest)));
            }
            assertThat(probabilities[0]).as("before the first").isZero();
            assertThat(probabilities[n + 1]).as("after the last").isZero();
        }
    }
}
