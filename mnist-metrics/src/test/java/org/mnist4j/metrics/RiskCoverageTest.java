package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskCoverageTest {

    /** Two classes, all predicted as the first; wrong where the label is 1. */
    private static Predictions predictions(float[] confidences, int... labels) {
        float[] probabilities = new float[2 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            probabilities[2 * i] = confidences[i];
            probabilities[2 * i + 1] = 1 - confidences[i];
        }
        return Predictions.of(List.of("a", "b"), labels, probabilities);
    }

    /** 0.75 wrong, 0.9 right, 0.6 wrong, 0.9 right, 0.75 right. */
    private static final RiskCoverage FIVE =
            RiskCoverage.of(predictions(new float[] {0.75f, 0.9f, 0.625f, 0.9f, 0.75f}, 1, 0, 1, 0, 0));

    @Test
    void threshold_acceptsWhatReachesIt() {
        assertThat(FIVE.atThreshold(0.75)).isEqualTo(new SelectivePoint(0.75, 4, 1, 5));
        assertThat(FIVE.atThreshold(0.76)).isEqualTo(new SelectivePoint(0.76, 2, 0, 5));
        assertThat(FIVE.atThreshold(0)).isEqualTo(new SelectivePoint(0, 5, 2, 5));
        assertThat(FIVE.atThreshold(1)).isEqualTo(new SelectivePoint(1, 0, 0, 5));
        assertThat(FIVE.atThreshold(1).accuracy()).isNaN();
        assertThat(FIVE.atThreshold(1).coverage()).isZero();
    }

    @Test
    void coverage_takesExamplesOfEqualConfidenceTogether() {
        assertThat(FIVE.atCoverage(0)).isEqualTo(new SelectivePoint(0.9f, 2, 0, 5));
        assertThat(FIVE.atCoverage(0.41)).isEqualTo(new SelectivePoint(0.75, 4, 1, 5));
        assertThat(FIVE.atCoverage(0.8)).isEqualTo(new SelectivePoint(0.75, 4, 1, 5));
        assertThat(FIVE.atCoverage(1)).isEqualTo(new SelectivePoint(0.625, 5, 2, 5));
        assertThat(FIVE.atCoverage(0.8).accuracy()).isEqualTo(0.75);
        assertThat(FIVE.atCoverage(0.8).risk()).isEqualTo(0.25);
        assertThat(FIVE.atCoverage(0.8).coverage()).isEqualTo(0.8);
    }

    @Test
    void area_isTheMeanRisk() {
        // Two examples at risk 0, two at 1/4, one at 2/5.
        assertThat(FIVE.area()).isCloseTo((2 * 0.25 + 0.4) / 5, within(1e-15));
    }

    @Test
    void noExamples_giveNothing() {
        RiskCoverage none = RiskCoverage.of(predictions(new float[0]));

        assertThat(none.area()).isNaN();
        assertThat(none.atThreshold(0.5)).isEqualTo(new SelectivePoint(0.5, 0, 0, 0));
        assertThat(none.guaranteed(0.01, 0.95)).isEmpty();
        assertThat(none.leastGuaranteed(0.95)).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> none.atCoverage(0.5));
    }

    /** 1,000 confidences of different size; the least confident {@code wrong} ones are wrong. */
    private static RiskCoverage ranked(int wrong) {
        float[] confidences = new float[1000];
        int[] labels = new int[1000];
        for (int i = 0; i < 1000; i++) {
            confidences[i] = 0.5f + i * 0x1p-12f;
            labels[i] = i < wrong ? 1 : 0;
        }
        return RiskCoverage.of(predictions(confidences, labels));
    }

    @Test
    void guaranteed_isTheLargestCoverageWhoseBoundSuffices() {
        // 985 accepted with 35 wrong of 50 are too many, and so on down to 95%, where none is wrong: 1 - 0.0025^(1/950)
        // = 0.0063.
        SelectivePoint point = ranked(50).guaranteed(0.0064, 0.95).orElseThrow();

        assertThat(point).isEqualTo(new SelectivePoint(0.5 + 50 * 0x1p-12, 950, 0, 1000));
        assertThat(RiskCoverage.riskBound(point, 0.95)).isCloseTo(1 - Math.pow(0.0025, 1 / 950.0), within(1e-12));
        assertThat(ranked(50).guaranteed(0.0062, 0.95)).isEmpty();
        assertThat(ranked(50).leastGuaranteed(0.95)).isEqualTo(RiskCoverage.riskBound(point, 0.95));
    }

    @Test
    void fewerErrorsThanStated_acceptAll() {
        assertThat(ranked(5).guaranteed(0.05, 0.95)).hasValue(new SelectivePoint(0.5, 1000, 5, 1000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void guarantee_failsNoMoreOftenThanStated(long seed) {
        // The true risk is known: an example of confidence p is right with probability p.
        SplittableRandom random = new SplittableRandom(seed);
        int draws = 400;
        int failures = 0;
        int found = 0;
        for (int d = 0; d < draws; d++) {
            float[] confidences = new float[500];
            int[] labels = new int[500];
            for (int i = 0; i < 500; i++) {
                confidences[i] = 1 - (float) Math.pow(random.nextDouble(), 4) / 2;
                labels[i] = random.nextDouble() < confidences[i] ? 0 : 1;
            }
            var point = RiskCoverage.of(predictions(confidences, labels)).guaranteed(0.05, 0.8);
            if (point.isPresent()) {
                found++;
                failures += trueRisk(point.get().threshold()) > 0.05 ? 1 : 0;
            }
        }

        assertThat(found).isGreaterThan(draws / 2);
        assertThat(failures).isLessThanOrEqualTo(draws / 5);
    }

    /** The mean of u^4 / 2 over those u in [0, 1] for which 1 - u^4 / 2 reaches the threshold. */
    private static double trueRisk(double threshold) {
        double last = Math.min(1, Math.pow(2 * (1 - threshold), 0.25));
        return Math.pow(last, 4) / 10;
    }

    @Test
    void valuesOutsideTheirRange_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FIVE.guaranteed(0, 0.95))
                .withMessage("maxError: expected a number between 0 and 1 (exclusive), but was 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> FIVE.guaranteed(Double.NaN, 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> FIVE.guaranteed(0.1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> FIVE.atCoverage(1.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FIVE.atThreshold(-0.1))
                .withMessage("threshold: expected a number from 0 to 1, but was -0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> new SelectivePoint(0.5, 2, 3, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new SelectivePoint(0.5, 5, 3, 4));
    }
}
