package org.mnist4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.TrainingHistory;

class LearningCurvesTest {

    @Test
    void learningCurves_nameEachLineAtItsEnd() {
        List<String> texts = Svg.contents(Figures.learningCurves(Examples.history(5, true)), "text");

        assertThat(texts)
                .contains("training 0.1000", "validation 0.1300", "training 98.00%", "validation 96.40%")
                .containsSubsequence("1", "2", "3", "4", "5", "epoch");
    }

    @Test
    void learningCurves_markTheEpochOfTheLowestValidationLoss_theFirstOfEqualOnes() {
        TrainingHistory history = new TrainingHistory(List.of(
                epoch(1, 0.5, OptionalDouble.of(0.4)),
                epoch(2, 0.4, OptionalDouble.of(0.3)),
                epoch(3, 0.3, OptionalDouble.of(0.3)),
                epoch(4, 0.2, OptionalDouble.of(0.6))));

        Figure figure = Figures.learningCurves(history);

        assertThat(Svg.contents(figure, "text").stream().filter("best: epoch 2"::equals))
                .hasSize(2);
        assertThat(figure.title()).endsWith("; lowest validation loss after epoch 2");
    }

    @Test
    void learningCurves_withoutValidation_markTheEpochOfTheLowestTrainingLoss() {
        TrainingHistory history = new TrainingHistory(List.of(
                epoch(1, Double.NaN, OptionalDouble.empty()),
                epoch(2, 0.3, OptionalDouble.empty()),
                epoch(3, 0.4, OptionalDouble.empty())));

        assertThat(Figures.learningCurves(history).title()).endsWith("; lowest training loss after epoch 2");
        assertThat(BestEpoch.of(Examples.history(Double.NaN))).isEmpty();
        assertThat(BestEpoch.of(Examples.history())).isEmpty();
    }

    @Test
    void learningCurves_ofManyEpochs_keepEveryPeak() {
        double[] losses = new double[20_000];
        Arrays.fill(losses, 1);
        losses[12_345] = 9;
        Figure figure = Figures.learningCurves(Examples.history(losses));

        assertThat(figure.toSvg().length()).isLessThan(50_000);
        // The peak is the highest point of the plot of losses, whose axis ends at 10.
        Mark.Polyline line = figure.marks().stream()
                .filter(mark ->
                        mark instanceof Mark.Polyline one && one.stroke().colour() == Palette.ACCENT)
                .map(Mark.Polyline.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(line.points()).isSortedAccordingTo(Comparator.comparingDouble(Mark.Point::x));
        double peak = line.points().stream().mapToDouble(Mark.Point::y).min().orElseThrow();
        double flat = line.points().stream().mapToDouble(Mark.Point::y).max().orElseThrow();
        assertThat(flat - peak).isGreaterThan(100);
    }

    private static EpochMetrics epoch(int number, double trainingLoss, OptionalDouble validationLoss) {
        return new EpochMetrics(number, trainingLoss, 0.5, validationLoss, OptionalDouble.of(0.5), 1);
    }

    @Test
    void learningCurves_withoutValidation_haveOneLineEach() {
        Figure figure = Figures.learningCurves(Examples.history(5, false));

        assertThat(figure.toSvg()).doesNotContain("validation");
        assertThat(figure.marks().stream()
                        .filter(mark -> mark instanceof Mark.Polyline line
                                && line.stroke().width() == 2)
                        .count())
                .isEqualTo(2);
    }

    @Test
    void learningCurves_ofOneEpoch_areTwoPoints() {
        Figure figure = Figures.learningCurves(Examples.history(1, false));

        assertThat(Svg.contents(figure, "g").stream().map(Svg::squeeze))
                .containsExactlyInAnyOrder(
                        "epoch 1, training 0.5000",
                        "epoch 1, training 90.00%",
                        "lowest training loss after epoch 1 best: epoch 1",
                        "lowest training loss after epoch 1 best: epoch 1");
        assertThat(Svg.parse(figure).getElementsByTagName("circle").getLength()).isEqualTo(2);
    }

    @Test
    void learningCurves_leaveAGapWhereTheLossIsNotANumber() {
        Figure figure = Figures.learningCurves(Examples.history(4, 3, Double.NaN, 2, 1));

        assertThat(figure.toSvg()).doesNotContain("NaN").doesNotContain("Infinity");
        // Two pieces of the loss, one line of accuracy; the axes' lines have the rule's colour.
        assertThat(figure.marks().stream()
                        .filter(mark -> mark instanceof Mark.Polyline line
                                && line.stroke().colour() == Palette.ACCENT)
                        .map(mark -> ((Mark.Polyline) mark).points().size())
                        .collect(Collectors.toList()))
                .containsExactly(2, 2, 5);
    }
}
