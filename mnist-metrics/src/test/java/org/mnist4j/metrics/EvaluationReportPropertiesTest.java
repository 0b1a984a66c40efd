package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of all predictions, tested on seeded random ones. */
class EvaluationReportPropertiesTest {
    /** Summing the same terms in a different order differs by a few roundings of 1e-16 each. */
    private static final Offset<Double> ROUNDING = within(1e-13);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void microF1_pooledOverTheClasses_isTheAccuracy(long seed) {
        EvaluationReport report = EvaluationReport.of(SamplePredictions.random(seed));
        ConfusionMatrix m = report.confusionMatrix();
        long truePositives = 0;
        long falsePositives = 0;
        long falseNegatives = 0;
        for (int t = 0; t < m.classes(); t++) {
            for (int c = 0; c < m.classes(); c++) {
                truePositives += t == c ? m.count(t, c) : 0;
                falsePositives += t == c ? 0 : m.count(c, t);
                falseNegatives += t == c ? 0 : m.count(t, c);
            }
        }
        double pooled = 2.0 * truePositives / Math.max(1, 2 * truePositives + falsePositives + falseNegatives);

        assertThat(report.micro().f1()).isEqualTo(report.accuracy()).isEqualTo(pooled);
        assertThat(report.weighted().recall()).isCloseTo(report.accuracy(), ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void permutedClasses_keepTheAverages(long seed) {
        Predictions p = SamplePredictions.random(seed);
        int[] to = ConfusionMatrixTest.permutation(p.classes(), seed);
        int[] labels = new int[p.size()];
        int[] predicted = new int[p.size()];
        for (int i = 0; i < p.size(); i++) {
            labels[i] = to[p.label(i)];
            predicted[i] = to[p.predicted(i)]; // not argmax: ties are resolved by index
        }
        EvaluationReport before = EvaluationReport.of(p);
        EvaluationReport after = EvaluationReport.of(SamplePredictions.certain(p.classNames(), labels, predicted));

        assertThat(after.accuracy()).isEqualTo(before.accuracy());
        assertThat(after.macroF1()).isCloseTo(before.macroF1(), ROUNDING);
        assertThat(after.macroPrecision()).isCloseTo(before.macroPrecision(), ROUNDING);
        assertThat(after.macroRecall()).isCloseTo(before.macroRecall(), ROUNDING);
        assertThat(after.weighted().f1()).isCloseTo(before.weighted().f1(), ROUNDING);
        assertSame(after.balancedAccuracy(), before.balancedAccuracy());
        assertSame(after.cohensKappa(), before.cohensKappa());
        assertSame(after.matthewsCorrelation(), before.matthewsCorrelation());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void permutedClasses_keepTheScoresOfTheProbabilities(long seed) {
        Predictions p = SamplePredictions.random(seed);
        int[] to = ConfusionMatrixTest.permutation(p.classes(), seed);
        int[] labels = new int[p.size()];
        float[] probabilities = new float[p.size() * p.classes()];
        for (int i = 0; i < p.size(); i++) {
            labels[i] = to[p.label(i)];
            for (int c = 0; c < p.classes(); c++) {
                probabilities[i * p.classes() + to[c]] = p.probability(i, c);
            }
        }
        EvaluationReport before = EvaluationReport.of(p);
        EvaluationReport after = EvaluationReport.of(Predictions.of(p.classNames(), labels, probabilities));

        assertSame(after.brierScore(), before.brierScore());
        assertSame(after.rocAuc(), before.rocAuc());
        for (int c = 0; c < p.classes(); c++) {
            assertSame(after.rocAuc(to[c]), before.rocAuc(c));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void measures_stayInTheirRange(long seed) {
        EvaluationReport report = EvaluationReport.of(SamplePredictions.random(seed));
        long mistakes =
                report.confusionMatrix().total() - report.confusionMatrix().correct();

        assertBetween(report.balancedAccuracy(), 0, 1);
        assertBetween(report.cohensKappa(), -1, 1);
        assertBetween(report.matthewsCorrelation(), -1, 1);
        assertBetween(report.brierScore(), 0, 2);
        assertBetween(report.expectedCalibrationError(), 0, 1);
        assertBetween(report.rocAuc(), 0, 1);
        assertThat(Double.isNaN(report.rocAuc()))
                .isEqualTo(!report.classesWithoutRocAuc().isEmpty());
        assertThat(report.accuracyInterval().contains(report.accuracy())).isTrue();
        assertThat(report.confusedPairs(64).stream()
                        .mapToLong(ConfusedPair::count)
                        .sum())
                .isEqualTo(mistakes);
        assertThat(report.reliabilityBins().stream()
                        .mapToLong(ReliabilityBin::count)
                        .sum())
                .isEqualTo(report.predictions().size());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneCalibrationBin_isMeanConfidenceAgainstAccuracy(long seed) {
        Predictions p = SamplePredictions.random(seed);
        EvaluationReport report = EvaluationReport.of(p);
        double confidence = IntStream.range(0, p.size())
                .mapToDouble(p::confidence)
                .average()
                .orElse(Double.NaN);

        assertSame(report.expectedCalibrationError(1), Math.abs(report.accuracy() - confidence));
    }

    private static void assertSame(double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isCloseTo(expected, ROUNDING);
        }
    }

    private static void assertBetween(double actual, double low, double high) {
        if (!Double.isNaN(actual)) {
            assertThat(actual).isBetween(low, high);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void f1_isTheHarmonicMeanOfPrecisionAndRecall(long seed) {
        EvaluationReport report = EvaluationReport.of(SamplePredictions.random(seed));

        assertThat(report.perClass())
                .hasSize(report.confusionMatrix().classes())
                .allSatisfy(m -> {
                    double sum = m.precision() + m.recall();
                    assertThat(m.f1()).isCloseTo(sum == 0 ? 0 : 2 * m.precision() * m.recall() / sum, ROUNDING);
                    assertThat(m.f1()).isBetween(0.0, 1.0);
                });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void topK_growsWithKAndEndsAtOne(long seed) {
        Predictions p = SamplePredictions.random(seed);
        EvaluationReport report = EvaluationReport.of(p);
        double[] byK = IntStream.rangeClosed(1, p.classes())
                .mapToDouble(report::topKAccuracy)
                .toArray();

        assertThat(byK).isSorted();
        assertThat(byK[p.classes() - 1]).isEqualTo(p.size() == 0 ? 0 : 1);
    }
}
