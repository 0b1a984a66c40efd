package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares the measures of fixed prediction files with those of scikit-learn, SciPy, numpy and mpmath. Two files are
 * like the output of a network; in the others most probabilities are tied, a class is missing among the labels or
 * predictions, or everything is constant.
 */
class ExpectedValuesTest {
    /** Sums of up to 200 terms, each rounded to 1e-16. */
    private static final Offset<Double> ROUNDING = within(1e-14);

    static Stream<String> files() {
        return Stream.of("typical", "other", "ties", "binary", "missing", "single", "constant");
    }

    private static void assertSame(double actual, String key) {
        double expected = ExpectedValues.number(key);
        if (Double.isNaN(expected)) {
            assertThat(actual).as(key).isNaN();
        } else {
            assertThat(actual).as(key).isCloseTo(expected, ROUNDING);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void countsAndRanks_areScikitLearns(String file) {
        EvaluationReport report = EvaluationReport.of(ExpectedValues.predictions(file));

        assertSame(report.accuracy(), file + ".accuracy");
        assertSame(report.accuracyInterval().low(), file + ".accuracyLow");
        assertSame(report.accuracyInterval().high(), file + ".accuracyHigh");
        assertSame(report.balancedAccuracy(), file + ".balancedAccuracy");
        assertSame(report.cohensKappa(), file + ".cohensKappa");
        assertSame(report.matthewsCorrelation(), file + ".matthewsCorrelation");
        assertSame(report.rocAuc(), file + ".rocAuc");
        for (int c = 0; c < report.predictions().classes(); c++) {
            assertSame(report.rocAuc(c), file + ".rocAuc." + c);
        }
        assertThat(report.confusedPairs(100).stream()
                        .map(pair -> pair.trueClass() + ">" + pair.predictedClass() + ":" + pair.count())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(ExpectedValues.text(file + ".confusedPairs"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void probabilities_areScoredAsByScikitLearn(String file) {
        EvaluationReport report = EvaluationReport.of(ExpectedValues.predictions(file));

        assertSame(report.brierScore(), file + ".brierScore");
        for (int bins : new int[] {1, 8, 15, 16}) {
            assertSame(report.expectedCalibrationError(bins), file + ".expectedCalibrationError." + bins);
            List<ReliabilityBin> occupied = report.reliabilityBins(bins).stream()
                    .filter(bin -> bin.count() > 0)
                    .toList();
            String reliability = file + ".reliability." + bins;
            assertThat(occupied.stream().mapToDouble(ReliabilityBin::count))
                    .as(reliability)
                    .containsExactly(boxed(ExpectedValues.numbers(reliability + ".count")));
            assertThat(occupied.stream().mapToDouble(ReliabilityBin::accuracy).toArray())
                    .as(reliability)
                    .containsExactly(ExpectedValues.numbers(reliability + ".accuracy"), ROUNDING);
            assertThat(occupied.stream()
                            .mapToDouble(ReliabilityBin::meanConfidence)
                            .toArray())
                    .as(reliability)
                    .containsExactly(ExpectedValues.numbers(reliability + ".confidence"), ROUNDING);
        }
    }

    private static Double[] boxed(double[] values) {
        return Arrays.stream(values).boxed().toArray(Double[]::new);
    }

    @Test
    void bootstrapDraws_areThoseOfTheDefinition() {
        int[] drawn = new ResampleStream(7, 0).indices(200);

        assertThat(Arrays.stream(drawn).limit(20).mapToDouble(i -> i))
                .containsExactly(boxed(ExpectedValues.numbers("bootstrap.draw")));
    }

    @ParameterizedTest
    @CsvSource({"accuracy", "macroF1", "logLoss", "rocAuc"})
    void bootstrap_hasNumpysPercentilesOfScikitLearnsMeasures(String name) {
        Predictions first = ExpectedValues.predictions("typical");
        Predictions second = ExpectedValues.predictions("other");
        Bootstrap bootstrap = new Bootstrap(7, 200, 0.9);
        var measure = BootstrapTest.measure(name);
        PairedBootstrap paired = bootstrap.compare(first, second, measure);
        String key = "bootstrap." + name;

        assertEnds(paired.first(), key + ".first");
        assertEnds(paired.second(), key + ".second");
        assertEnds(paired.difference(), key + ".difference");
        assertThat(paired.shareFirstHigher()).isEqualTo(ExpectedValues.number(key + ".firstHigher"));
        assertThat(paired.shareSecondHigher()).isEqualTo(ExpectedValues.number(key + ".secondHigher"));
        assertThat(bootstrap.interval(first, measure)).isEqualTo(paired.first());
        assertThat(bootstrap.interval(second, measure)).isEqualTo(paired.second());
    }

    private static void assertEnds(Interval interval, String key) {
        assertSame(interval.low(), key + ".low");
        assertSame(interval.high(), key + ".high");
    }

    @Test
    void mcNemar_countsTheDecidingExamples() {
        McNemar test = McNemar.of(ExpectedValues.predictions("typical"), ExpectedValues.predictions("other"));

        assertThat(test.onlyFirstCorrect()).isEqualTo((int) ExpectedValues.number("mcNemar.onlyFirst"));
        assertThat(test.onlySecondCorrect()).isEqualTo((int) ExpectedValues.number("mcNemar.onlySecond"));
        assertThat(test.total()).isEqualTo(200);
        assertThat(test.accuracyDifference())
                .isCloseTo(
                        ExpectedValues.number("typical.accuracy") - ExpectedValues.number("other.accuracy"), ROUNDING);
    }

    static Stream<String> mcNemarCounts() {
        return ExpectedValues.keys("mcNemar.").stream()
                .filter(key -> key.endsWith(".exact"))
                .map(key -> key.substring(0, key.length() - ".exact".length()));
    }

    @ParameterizedTest
    @MethodSource("mcNemarCounts")
    void mcNemar_hasSciPysPValues(String key) {
        String[] counts = key.split("\\.");
        McNemar test = new McNemar(10, Integer.parseInt(counts[1]), Integer.parseInt(counts[2]), 3);

        assertThat(test.exactPValue()).isCloseTo(ExpectedValues.number(key + ".exact"), withinPercentage(1e-10));
        assertThat(test.correctedPValue())
                .isCloseTo(ExpectedValues.number(key + ".corrected"), withinPercentage(1e-10));
    }

    static Stream<String> quantiles() {
        return ExpectedValues.keys("t.").stream();
    }

    @ParameterizedTest
    @MethodSource("quantiles")
    void studentT_hasMpmathsQuantiles(String key) {
        int lastDot = key.lastIndexOf('.');
        double confidence = Double.parseDouble(key.substring("t.".length(), lastDot));
        int degreesOfFreedom = Integer.parseInt(key.substring(lastDot + 1));
        double relative = degreesOfFreedom <= 10_000 ? 1e-12 : 1e-10;

        assertThat(StudentT.twoSidedQuantile(confidence, degreesOfFreedom))
                .isCloseTo(ExpectedValues.number(key), withinPercentage(100 * relative));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "0.5", "0.9", "0.95", "0.99", "0.999", "0.999999"})
    void normal_hasSciPysQuantiles(String confidence) {
        assertThat(NormalDistribution.twoSidedQuantile(Double.parseDouble(confidence)))
                .isCloseTo(ExpectedValues.number("normal." + confidence), withinPercentage(1e-10));
    }

    @Test
    void seeds_haveSciPysInterval() {
        SeedSummary summary = SeedSummary.of(ExpectedValues.numbers("runs"));

        assertSame(summary.mean(), "runs.mean");
        assertSame(summary.standardDeviation(), "runs.standardDeviation");
        assertEnds(summary.meanInterval(MeasureRange.UNBOUNDED), "runs");
    }

    @ParameterizedTest
    @CsvSource({
        "accuracies.near1, PROPORTION",
        "accuracies.with1, PROPORTION",
        "accuracies.low, PROPORTION",
        "accuracies.usual, PROPORTION",
        "losses.apart, NON_NEGATIVE",
        "losses.usual, NON_NEGATIVE"
    })
    void seeds_haveTheIntervalThatSciPysRootsGive(String key, MeasureRange range) {
        Interval interval = SeedSummary.of(ExpectedValues.numbers(key)).meanInterval(range);

        assertEnds(interval, key);
    }
}
