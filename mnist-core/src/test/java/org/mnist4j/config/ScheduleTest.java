package org.mnist4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.Layers.dense;
import static org.mnist4j.config.Optimizers.sgd;
import static org.mnist4j.config.Schedules.constant;
import static org.mnist4j.config.Schedules.cosine;
import static org.mnist4j.config.Schedules.oneCycle;
import static org.mnist4j.config.Schedules.step;

import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.data.ImageShape;

class ScheduleTest {

    /** A few units in the last place of numbers up to 2. */
    private static final double ROUNDING = 1e-15;

    private static TrainingConfig training(Schedule schedule, double warmUpEpochs, int epochs) {
        return ExperimentConfig.builder()
                .input(ImageShape.of(28, 28, 1))
                .classes(10)
                .layers(dense(4))
                .optimizer(sgd(2))
                .schedule(schedule)
                .warmUpEpochs(warmUpEpochs)
                .epochs(epochs)
                .build()
                .training();
    }

    private static double[] learningRates(TrainingConfig training, int stepsPerEpoch) {
        return LongStream.range(0, (long) training.epochs() * stepsPerEpoch)
                .mapToDouble(step -> training.learningRate(step, stepsPerEpoch))
                .toArray();
    }

    @Test
    void constant_keepsTheOptimizersLearningRate() {
        assertThat(learningRates(training(constant(), 0, 3), 2)).containsOnly(2.0);
    }

    @Test
    void step_dropsEveryFewEpochs() {
        assertThat(learningRates(training(step(2, 0.5), 0, 5), 2)).containsExactly(2, 2, 2, 2, 1, 1, 1, 1, 0.5, 0.5);
    }

    /** Rounding errors double with each squaring: a relative error of 1.2e-16 per unit of the exponent at most. */
    @Test
    void step_manyDrops_matchStrictMathPow() {
        for (double base : new double[] {1, 0.97, 0.5, 0.1, 1e-300}) {
            for (long exponent = 0; exponent < 400; exponent++) {
                double expected = StrictMath.pow(base, exponent);
                assertThat(StepDecay.power(base, exponent))
                        .as("%s^%d", base, exponent)
                        .isCloseTo(expected, within(expected * 1.2e-16 * (exponent + 2) + Double.MIN_NORMAL));
            }
        }
        assertThat(StepDecay.power(0.1, Long.MAX_VALUE)).isZero();
    }

    @Test
    void cosine_fallsFromOneToItsFinalFactor() {
        // 0.2 + 0.8 (1 + cos(pi t / 4)) / 2 at t = 0 to 3, times 2
        double half = Math.sqrt(0.5);
        assertThat(learningRates(training(cosine().finalFactor(0.2), 0, 4), 1))
                .containsExactly(
                        new double[] {2, 0.4 + 0.8 * (1 + half), 1.2, 0.4 + 0.8 * (1 - half)}, within(ROUNDING));
    }

    /** Rounding an angle of up to pi, pi itself, and both results: at most four times 2.2e-16. */
    @Test
    void cosine_matchesStrictMath() {
        for (int i = 0; i <= 10_000; i++) {
            double p = i / 10_000.0;
            assertThat(Cosine.cosine(p)).as("p = %s", p).isCloseTo(StrictMath.cos(StrictMath.PI * p), within(9e-16));
        }
        assertThat(Cosine.cosine(1)).isEqualTo(-1);
    }

    @Test
    void oneCycle_risesAndFalls() {
        // peak after 2 of 8 steps: 0.5, 0.75, then 1 falling by a cosine over 6 steps to 0.1
        Schedule schedule = oneCycle().riseShare(0.25).startFactor(0.5).finalFactor(0.1);
        double[] falling = LongStream.range(0, 6)
                .mapToDouble(t -> 2 * (0.1 + 0.9 * (1 + Math.cos(Math.PI * t / 6)) / 2))
                .toArray();
        assertThat(learningRates(training(schedule, 0, 4), 2))
                .containsExactly(
                        new double[] {1, 1.5, falling[0], falling[1], falling[2], falling[3], falling[4], falling[5]},
                        within(ROUNDING));
    }

    @Test
    void oneCycle_withoutARise_beginsAtOne() {
        assertThat(oneCycle().riseShare(0).factor(0, 10, 1)).isEqualTo(1);
    }

    @Test
    void warmUp_risesToTheFirstFactor_andTheScheduleCoversTheRest() {
        // 1.5 epochs of 2 steps: 1/4, 2/4, 3/4 of the first factor; then 3 steps, of which the third is the second
        // epoch's
        assertThat(learningRates(training(step(1, 0.5), 1.5, 3), 2)).containsExactly(0.5, 1, 1.5, 2, 2, 1);
        assertThat(learningRates(training(oneCycle().startFactor(0.4).riseShare(0.5), 1, 3), 1))
                .startsWith(new double[] {0.4, 0.8}, within(ROUNDING));
    }

    @Test
    void warmUpOfAlmostTheWholeRun_leavesOneStepForTheSchedule() {
        assertThat(learningRates(training(cosine(), 0.99, 1), 4)).containsExactly(0.5, 1, 1.5, 2);
    }

    static Stream<Schedule> schedules() {
        return Stream.of(constant(), step(3, 0.1), cosine(), cosine().finalFactor(0.3), oneCycle());
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void everyStepsRate_isAboveZeroAndAtMostTheOptimizers(Schedule schedule) {
        for (double warmUp : new double[] {0, 0.01, 1, 6.5}) {
            double[] rates = learningRates(training(schedule, warmUp, 7), 13);

            assertThat(rates).hasSize(91);
            assertThat(Arrays.stream(rates).min().orElseThrow()).isGreaterThan(1e-7);
            assertThat(Arrays.stream(rates).max().orElseThrow()).isLessThanOrEqualTo(2 + ROUNDING);
        }
    }
}
