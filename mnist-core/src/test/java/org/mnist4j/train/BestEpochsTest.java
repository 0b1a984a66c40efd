package org.mnist4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.config.EarlyStoppings.patience;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Metric;
import org.mnist4j.config.Patience;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Predictions;

class BestEpochsTest {

    private static BestEpochs after(Patience rule, double... scores) {
        List<Double> all = DoubleStream.of(scores).boxed().toList();
        return new BestEpochs(rule, new EpochMemory(List.of(), all, new float[0]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // metric, patience, minDelta, scores, best epoch, should stop
                "LOSS | 2 | 0 | 0.5 | 1 | false",
                "LOSS | 2 | 0 | 0.5 0.6 | 1 | false",
                "LOSS | 2 | 0 | 0.5 0.6 0.55 | 1 | true",
                "LOSS | 2 | 0 | 0.5 0.6 0.4 | 3 | false",
                "LOSS | 1 | 0 | 0.5 0.5 | 1 | true",
                "ACCURACY | 1 | 0 | 0.5 0.6 | 2 | false",
                "ACCURACY | 2 | 0 | 0.9 0.9 0.8 | 1 | true",
                "MACRO_F1 | 3 | 0 | 0.9 0.8 0.95 0.9 0.9 | 3 | false",
                // a gain of 0.25 is not more than minDelta, but still makes the best epoch
                "LOSS | 2 | 0.25 | 1 0.75 0.5 | 3 | false",
                "LOSS | 2 | 0.25 | 1 0.75 0.75 | 2 | true",
                "ACCURACY | 3 | 0.5 | 0.125 0.25 0.375 0.5 | 4 | true",
            })
    void bestEpochAndShouldStop_followTheScores(
            Metric metric, int epochs, double minDelta, String scores, int best, boolean shouldStop) {
        double[] values = Arrays.stream(scores.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        BestEpochs epochsSoFar = after(patience(metric, epochs).minDelta(minDelta), values);

        assertThat(epochsSoFar.bestEpoch()).isEqualTo(best);
        assertThat(epochsSoFar.shouldStop()).isEqualTo(shouldStop);
    }

    @Test
    void beforeTheFirstEpoch_shouldNotStop() {
        assertThat(after(patience(Metric.LOSS, 1)).shouldStop()).isFalse();
        assertThat(after(patience(Metric.LOSS, 1)).bestEpoch()).isZero();
    }

    /** Two images of two classes; the second is predicted with 0.75, correctly if {@code right}. */
    private static EvaluationReport report(boolean right) {
        float[] probabilities = {0.5f, 0.5f, right ? 0.25f : 0.75f, right ? 0.75f : 0.25f};
        return EvaluationReport.of(Predictions.of(List.of("a", "b"), new int[] {0, 1}, probabilities));
    }

    static List<Arguments> metricsOfTwoReports() {
        // right: -(ln 0.5 + ln 0.75) / 2, 1, 1; wrong: -(ln 0.5 + ln 0.25) / 2, 1/2, and F1 2/3 of one class and 0
        return List.of(
                Arguments.of(Metric.LOSS, -Math.log(0.375) / 2, -Math.log(0.125) / 2),
                Arguments.of(Metric.ACCURACY, 1, 0.5),
                Arguments.of(Metric.MACRO_F1, 1, 1.0 / 3));
    }

    @ParameterizedTest
    @MethodSource("metricsOfTwoReports")
    void parametersOfTheBestEpoch_areKept(Metric metric, double good, double bad) {
        float[] first = {1};
        float[] second = {2};
        float[] third = {3};
        BestEpochs epochs = new BestEpochs(patience(metric, 5), EpochMemory.NONE);

        epochs.epochEnded(report(false), first);
        assertThat(epochs.best()).isSameAs(first);
        epochs.epochEnded(report(true), second);
        epochs.epochEnded(report(true), third);

        assertThat(epochs.best()).isSameAs(second);
        assertThat(epochs.scores().get(0)).isCloseTo(bad, within(1e-7));
        assertThat(epochs.scores().get(2)).isCloseTo(good, within(1e-7));
        assertThat(epochs.bestEpoch()).isEqualTo(2);
    }

    @Test
    void parameters_areNotKeptWithoutRestoreBest() {
        BestEpochs epochs = new BestEpochs(patience(Metric.LOSS, 5).restoreBest(false), EpochMemory.NONE);

        epochs.epochEnded(report(true), new float[] {1});

        assertThat(epochs.best()).isEmpty();
        assertThat(epochs.restoresBest()).isFalse();
    }
}
