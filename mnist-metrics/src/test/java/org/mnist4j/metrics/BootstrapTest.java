package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.metrics.SamplePredictions.certain;
import static org.mnist4j.metrics.SamplePredictions.digits;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
    private static final Bootstrap BOOTSTRAP = Bootstrap.seeded(42);

    static ToDoubleFunction<EvaluationReport> measure(String name) {
        return switch (name) {
            case "accuracy" -> EvaluationReport::accuracy;
            case "macroF1" -> EvaluationReport::macroF1;
            case "logLoss" -> EvaluationReport::logLoss;
            case "rocAuc" -> EvaluationReport::rocAuc;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Two classes; the first {@code correct} of {@code size} predictions are right. */
    private static Predictions right(int correct, int size) {
        int[] labels = IntStream.range(0, size).map(i -> i % 2).toArray();
        int[] predicted = IntStream.range(0, size)
                .map(i -> i < correct ? labels[i] : 1 - labels[i])
                .toArray();
        return certain(digits(2), labels, predicted);
    }

    @Test
    void defaults_areAThousandResamplesAtNinetyFivePercent() {
        assertThat(BOOTSTRAP).isEqualTo(new Bootstrap(42, 1_000, 0.95));
        assertThat(BOOTSTRAP.withResamples(50).withConfidence(0.5)).isEqualTo(new Bootstrap(42, 50, 0.5));
    }

    @Test
    void sameSeed_givesTheSameInterval() {
        Predictions p = right(70, 100);

        assertThat(BOOTSTRAP.interval(p, EvaluationReport::macroF1))
                .isEqualTo(BOOTSTRAP.interval(p, EvaluationReport::macroF1))
                .isNotEqualTo(Bootstrap.seeded(43).interval(p, EvaluationReport::macroF1));
    }

    @Test
    void estimate_isTheMeasureOfThePredictions() {
        Predictions p = right(70, 100);

        assertThat(BOOTSTRAP.interval(p, EvaluationReport::accuracy).estimate()).isEqualTo(0.7);
        assertThat(BOOTSTRAP.interval(p, EvaluationReport::macroF1).estimate())
                .isEqualTo(EvaluationReport.of(p).macroF1());
    }

    @Test
    void accuracyInterval_isCloseToTheNormalApproximation() {
        // For 10,000 draws the standard error of the accuracy is sqrt(0.9 * 0.1 / 10000) = 0.003; the 2.5% quantile of
        // 1,000 resamples has a standard error of 8% of that.
        Interval interval = BOOTSTRAP.interval(right(9_000, 10_000), EvaluationReport::accuracy);

        assertThat(interval.low()).isCloseTo(0.9 - 1.96 * 0.003, within(0.001));
        assertThat(interval.high()).isCloseTo(0.9 + 1.96 * 0.003, within(0.001));
        assertThat(interval.confidence()).isEqualTo(0.95);
    }

    @Test
    void ends_interpolateLinearlyBetweenTheSortedValues() {
        // Five resamples with the values 3, 0, 4, 1, 2, at confidence 0.75: positions 0.125 * 4 and 0.875 * 4.
        double[] values = {3, 0, 4, 1, 2, /* the predictions themselves */ 7};
        int[] next = {0};

        Interval interval = new Bootstrap(1, 5, 0.75).interval(right(1, 2), report -> values[next[0]++]);

        assertThat(interval).isEqualTo(new Interval(7, 0.5, 3.5, 0.75));
    }

    @Test
    void oneResample_givesBothEnds() {
        double[] values = {0.25, 0.5};
        int[] next = {0};

        assertThat(new Bootstrap(1, 1, 0.95).interval(right(1, 2), report -> values[next[0]++]))
                .isEqualTo(new Interval(0.5, 0.25, 0.25, 0.95));
    }

    @Test
    void resamples_areOfTheSameSizeFromTheSameExamples() {
        Predictions p = SamplePredictions.random(3);
        Set<List<Float>> rows = new HashSet<>(rows(p));
        List<Predictions> seen = new ArrayList<>();
        new Bootstrap(5, 20, 0.9).interval(p, report -> {
            seen.add(report.predictions());
            return 0;
        });

        assertThat(seen).hasSize(21).allSatisfy(resample -> {
            assertThat(resample.size()).isEqualTo(p.size());
            assertThat(rows).containsAll(rows(resample));
        });
        assertThat(new HashSet<>(seen)).hasSize(21); // all different
        assertThat(seen.get(20)).isSameAs(p);
    }

    private static List<List<Float>> rows(Predictions p) {
        return IntStream.range(0, p.size())
                .mapToObj(i -> {
                    List<Float> row = new ArrayList<>(List.of((float) p.label(i)));
                    IntStream.range(0, p.classes()).forEach(c -> row.add(p.probability(i, c)));
                    return row;
                })
                .toList();
    }

    @Test
    void equalResamples_giveZeroWidth() {
        assertThat(BOOTSTRAP.interval(right(30, 30), EvaluationReport::accuracy))
                .isEqualTo(new Interval(1, 1, 1, 0.95));
        assertThat(BOOTSTRAP
                        .interval(right(1, 1), EvaluationReport::cohensKappa)
                        .isDefined())
                .isFalse();
    }

    @Test
    void undefinedResample_leavesTheEndsUndefined() {
        // Of four examples with one of class 0, many resamples have none.
        Predictions p = certain(digits(2), new int[] {0, 1, 1, 1}, new int[] {0, 1, 1, 0});
        Interval interval = BOOTSTRAP.interval(p, EvaluationReport::rocAuc);

        assertThat(interval.estimate()).isEqualTo((2 + 0.5) / 3);
        assertThat(interval.isDefined()).isFalse();
        assertThat(BOOTSTRAP.interval(p, report -> Double.POSITIVE_INFINITY).isDefined())
                .isFalse();
    }

    @Test
    void biasedMeasure_mayLeaveTheEstimateOutside() {
        // Every confidence is 3/4, as is the accuracy: a calibration error of 0, which hardly any resample has.
        float[] probabilities = new float[2 * 400];
        int[] labels = new int[400];
        for (int i = 0; i < 400; i++) {
            probabilities[2 * i] = 0.75f;
            probabilities[2 * i + 1] = 0.25f;
            labels[i] = i % 4 == 0 ? 1 : 0;
        }
        Interval interval = BOOTSTRAP
                .withConfidence(0.5)
                .interval(Predictions.of(digits(2), labels, probabilities), EvaluationReport::expectedCalibrationError);

        assertThat(interval.estimate()).isZero();
        assertThat(interval.low()).isPositive();
    }

    @Test
    void draws_coverTheExamplesEvenly() {
        int[] counts = new int[10];
        for (int r = 0; r < 1_000; r++) {
            for (int i : new ResampleStream(99, r).indices(10)) {
                counts[i]++;
            }
        }
        // 10,000 draws: each index 1,000 times with a standard deviation of 30.
        assertThat(IntStream.of(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(880, 1_120));
        assertThat(IntStream.of(counts).sum()).isEqualTo(10_000);
        assertThat(new ResampleStream(1, 0).indices(1)).containsExactly(0);
    }

    @Test
    void settings_outOfRange_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BOOTSTRAP.withResamples(0))
                .withMessage("resamples: expected 1 or more, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BOOTSTRAP.withConfidence(95))
                .withMessageStartingWith("confidence: expected ");
    }

    @Test
    void noExamples_areRejected() {
        Predictions empty = right(0, 0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BOOTSTRAP.interval(empty, EvaluationReport::accuracy))
                .withMessage("predictions: expected at least one example to draw from, but was none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BOOTSTRAP.compare(empty, empty, EvaluationReport::accuracy));
    }

    @Test
    void equalModels_haveZeroDifference() {
        Predictions p = right(70, 100);
        PairedBootstrap paired = BOOTSTRAP.compare(p, right(70, 100), EvaluationReport::accuracy);

        assertThat(paired.difference()).isEqualTo(new Interval(0, 0, 0, 0.95));
        assertThat(paired.first())
                .isEqualTo(paired.second())
                .isEqualTo(BOOTSTRAP.interval(p, EvaluationReport::accuracy));
        assertThat(paired.shareFirstHigher()).isZero();
        assertThat(paired.shareSecondHigher()).isZero();
    }

    @Test
    void betterModel_isHigherInEveryResample() {
        // The first is right on 60 more of 100 examples; a resample with none of them practically never occurs.
        PairedBootstrap paired = BOOTSTRAP.compare(right(90, 100), right(30, 100), EvaluationReport::accuracy);

        assertThat(paired.difference().estimate()).isCloseTo(0.6, within(1e-15));
        assertThat(paired.difference().low()).isPositive();
        assertThat(paired.shareFirstHigher()).isEqualTo(1);
        assertThat(paired.shareSecondHigher()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void swappedModels_negateTheDifference(long seed) {
        Predictions first = right(60, 100);
        Predictions second = right(64, 100);
        Bootstrap bootstrap = Bootstrap.seeded(seed).withResamples(101); // 2.5% and 97.5% lie symmetrically
        PairedBootstrap paired = bootstrap.compare(first, second, EvaluationReport::accuracy);
        PairedBootstrap swapped = bootstrap.compare(second, first, EvaluationReport::accuracy);

        assertThat(swapped.difference().low()).isCloseTo(-paired.difference().high(), within(1e-12));
        assertThat(swapped.difference().high()).isCloseTo(-paired.difference().low(), within(1e-12));
        assertThat(swapped.first()).isEqualTo(paired.second());
        assertThat(swapped.shareFirstHigher()).isEqualTo(paired.shareSecondHigher());
    }

    @Test
    void undefinedDifference_hasNoShares() {
        Predictions p = right(1, 2);
        PairedBootstrap paired = BOOTSTRAP.compare(p, p, EvaluationReport::rocAuc);

        assertThat(paired.difference().isDefined()).isFalse();
        assertThat(paired.shareFirstHigher()).isNaN();
        assertThat(paired.shareSecondHigher()).isNaN();
    }

    @Test
    void otherExamples_areRejected() {
        Predictions first = certain(digits(2), new int[] {0, 1, 1}, new int[] {0, 1, 1});
        Predictions otherLabel = certain(digits(2), new int[] {0, 1, 0}, new int[] {0, 1, 1});
        Predictions fewer = certain(digits(2), new int[] {0, 1}, new int[] {0, 1});
        Predictions otherNames = certain(List.of("a", "b"), new int[] {0, 1, 1}, new int[] {0, 1, 1});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BOOTSTRAP.compare(first, otherLabel, EvaluationReport::accuracy))
                .withMessage(
                        "second: expected label 1 of example 2 as in the first, but was 0; compare predictions of the"
                                + " same test set in the same order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> McNemar.of(first, fewer))
                .withMessage(
                        "second: expected 3 examples as in the first, but was 2; compare predictions of the same test"
                                + " set");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> McNemar.of(first, otherNames))
                .withMessage(
                        "second: expected the class names of the first, [0, 1], but was [a, b]; compare predictions"
                                + " of the same test set");
    }
}
