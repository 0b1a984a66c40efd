package org.mnist4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.mnist4j.metrics.SamplePredictions.certain;
import static org.mnist4j.metrics.SamplePredictions.digits;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    private static final Offset<Double> ROUNDING = within(1e-15);

    /** Two classes; the confidences are 0.5, 0.75, 0.75, 0.625 and 1, and the third prediction is wrong. */
    private final EvaluationReport report =
            EvaluationReport.of(Predictions.of(digits(2), new int[] {0, 1, 0, 0, 1}, new float[] {
                0.5f, 0.5f, 0.25f, 0.75f, 0.25f, 0.75f, 0.625f, 0.375f, 0, 1
            }));

    private static EvaluationReport confident(float p, int label) {
        return EvaluationReport.of(Predictions.of(digits(2), new int[] {label}, new float[] {p, 1 - p}));
    }

    @Test
    void brierScore_isTheMeanSquaredErrorOverAllClasses() {
        // 2 (1/4 + 1/16 + 9/16 + 9/64 + 0) / 5
        assertThat(report.brierScore()).isCloseTo(2 * (16 + 4 + 36 + 9) / 64.0 / 5, ROUNDING);
    }

    @Test
    void brierScore_ofThreeClasses_includesTheOtherClasses() {
        // (1/4 + 1/4 + 0) and (9/16 + 9/16 + 0) and 0
        EvaluationReport three = EvaluationReport.of(
                Predictions.of(digits(3), new int[] {0, 1, 2}, new float[] {0.5f, 0.5f, 0, 0.75f, 0.25f, 0, 0, 0, 1}));

        assertThat(three.brierScore()).isCloseTo((0.5 + 1.125) / 3, ROUNDING);
    }

    @Test
    void brierScore_runsFromZeroToTwo() {
        assertThat(EvaluationReport.of(certain(digits(3), new int[] {0, 2}, new int[] {0, 2}))
                        .brierScore())
                .isZero();
        assertThat(EvaluationReport.of(certain(digits(3), new int[] {0, 2}, new int[] {1, 0}))
                        .brierScore())
                .isEqualTo(2);
        // The same probability for four classes: (1 - 1/4)^2 + 3/16 = 1 - 1/4.
        assertThat(EvaluationReport.of(
                                Predictions.of(digits(4), new int[] {3}, new float[] {0.25f, 0.25f, 0.25f, 0.25f}))
                        .brierScore())
                .isEqualTo(0.75);
    }

    @Test
    void bins_haveCountMeanConfidenceAndAccuracy() {
        List<ReliabilityBin> bins = report.reliabilityBins(4);

        assertThat(bins)
                .containsExactly(
                        new ReliabilityBin(0, 0.25, 0, Double.NaN, Double.NaN),
                        new ReliabilityBin(0.25, 0.5, 1, 0.5, 1),
                        new ReliabilityBin(0.5, 0.75, 3, 2.125 / 3, 2.0 / 3),
                        new ReliabilityBin(0.75, 1, 1, 1, 1))
                .isUnmodifiable();
    }

    @Test
    void expectedCalibrationError_weightsTheGapsByCount() {
        // (1 * |1 - 0.5| + 3 * |2/3 - 2.125/3| + 1 * 0) / 5 = (0.5 + 0.125) / 5
        assertThat(report.expectedCalibrationError(4)).isCloseTo(0.125, ROUNDING);
        // One bin: |4/5 - 3.625/5|
        assertThat(report.expectedCalibrationError(1)).isCloseTo(0.075, ROUNDING);
    }

    @Test
    void fifteenBins_areTheDefault() {
        assertThat(report.reliabilityBins()).hasSize(15).isEqualTo(report.reliabilityBins(15));
        assertThat(report.expectedCalibrationError()).isEqualTo(report.expectedCalibrationError(15));
        assertThat(report.reliabilityBins().stream()
                        .mapToLong(ReliabilityBin::count)
                        .sum())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 10, 15, 20, 49, 100, 400})
    void confidenceOnAnEdge_belongsToTheBinBelow(int bins) {
        for (int edge = (bins + 1) / 2; edge <= bins; edge++) {
            float p = (float) ((double) edge / bins);
            assertThat(occupied(p, bins)).as("%s of %d bins", p, bins).isEqualTo(edge - 1);
            if (edge < bins) {
                assertThat(occupied(Math.nextUp(p), bins))
                        .as("just above %s of %d bins", p, bins)
                        .isEqualTo(edge);
            }
        }
    }

    private static int occupied(float confidence, int bins) {
        List<ReliabilityBin> all = confident(confidence, 0).reliabilityBins(bins);
        int occupied = 0;
        while (all.get(occupied).count() == 0) {
            occupied++;
        }
        return occupied;
    }

    @Test
    void tieAtTheTop_isHalfConfidentInTheLowestIndex() {
        assertThat(confident(0.5f, 0).expectedCalibrationError()).isEqualTo(0.5);
        assertThat(confident(0.5f, 1).expectedCalibrationError()).isEqualTo(0.5);
        assertThat(confident(0.5f, 1).reliabilityBins(2).get(0))
                .isEqualTo(new ReliabilityBin(0, 0.5, 1, 0.5, 0)); // 0.5 belongs to the lower half
    }

    @Test
    void certainPredictions_areCalibratedOnlyIfCorrect() {
        assertThat(confident(1, 0).expectedCalibrationError()).isZero();
        assertThat(confident(1, 1).expectedCalibrationError()).isEqualTo(1);
    }

    @Test
    void oneClass_isAlwaysConfidentAndRight() {
        EvaluationReport one = EvaluationReport.of(certain(digits(1), new int[3], new int[3]));

        assertThat(one.brierScore()).isZero();
        assertThat(one.expectedCalibrationError()).isZero();
        assertThat(one.reliabilityBins(2).get(1)).isEqualTo(new ReliabilityBin(0.5, 1, 3, 1, 1));
    }

    @Test
    void noExamples_areUndefined() {
        EvaluationReport empty = EvaluationReport.of(certain(digits(2), new int[0], new int[0]));

        assertThat(empty.brierScore()).isNaN();
        assertThat(empty.expectedCalibrationError()).isNaN();
        assertThat(empty.reliabilityBins(1)).containsExactly(new ReliabilityBin(0, 1, 0, Double.NaN, Double.NaN));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001, Integer.MAX_VALUE})
    void numberOfBins_outOfRange_isRejected(int bins) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> report.reliabilityBins(bins))
                .withMessage("bins: expected 1 to 10000, but was " + bins);
        assertThatIllegalArgumentException().isThrownBy(() -> report.expectedCalibrationError(bins));
    }
}
