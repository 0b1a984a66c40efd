package org.mnist4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.mnist4j.report.LinePanel.Series;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Stroke;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.TrainingHistory;

/** Loss and accuracy over the epochs, side by side; validation is dashed. */
final class LearningCurvesFigure {
    private static final double MARGIN = 20;
    private static final double HEADER = 34;
    private static final Stroke TRAINING = Stroke.solid(Palette.ACCENT, 2);
    private static final Stroke VALIDATION = Stroke.dashed(Palette.INK, 2, 6, 4);

    private final List<EpochMetrics> epochs;

    private LearningCurvesFigure(List<EpochMetrics> epochs) {
        this.epochs = epochs;
    }

    static Figure of(TrainingHistory history) {
        return new LearningCurvesFigure(history.epochs()).draw();
    }

    private Figure draw() {
        FigureBuilder figure = new FigureBuilder();
        figure.bold(MARGIN, MARGIN + 13, "Learning curves", FigureBuilder.TITLE, Anchor.START, Palette.INK);
        double width = 2 * LinePanel.WIDTH + 3 * MARGIN;
        if (epochs.isEmpty()) {
            figure.text(MARGIN, MARGIN + 36, "no epoch was trained", FigureBuilder.BODY, Anchor.START, Palette.MUTED);
            return figure.build(width, 80, "Learning curves: no epoch was trained");
        }
        List<Integer> numbers = epochs.stream().map(EpochMetrics::epoch).toList();
        LinePanel loss = new LinePanel(
                "Loss",
                "",
                Double.POSITIVE_INFINITY,
                numbers,
                series(4, 1, epoch -> OptionalDouble.of(epoch.trainingLoss()), EpochMetrics::validationLoss));
        LinePanel accuracy = new LinePanel(
                "Accuracy",
                "%",
                100,
                numbers,
                series(2, 100, epoch -> OptionalDouble.of(epoch.trainingAccuracy()), EpochMetrics::validationAccuracy));
        loss.draw(figure, MARGIN, MARGIN + HEADER);
        accuracy.draw(figure, 2 * MARGIN + LinePanel.WIDTH, MARGIN + HEADER);
        return figure.build(width, HEADER + LinePanel.HEIGHT + 2 * MARGIN, title());
    }

    private String title() {
        EpochMetrics last = epochs.get(epochs.size() - 1);
        return "Learning curves: after epoch " + last.epoch()
                + " training loss " + Numerals.decimals(last.trainingLoss(), 4, "")
                + ", training accuracy " + Numerals.precisePercent(last.trainingAccuracy());
    }

    private List<Series> series(
            int digits,
            double factor,
            Function<EpochMetrics, OptionalDouble> training,
            Function<EpochMetrics, OptionalDouble> validation) {
        List<Series> series = new ArrayList<>();
        series.add(new Series("training", TRAINING, values(training, factor), digits));
        if (epochs.stream().anyMatch(epoch -> validation.apply(epoch).isPresent())) {
            series.add(new Series("validation", VALIDATION, values(validation, factor), digits));
        }
        return series;
    }

    private List<Double> values(Function<EpochMetrics, OptionalDouble> metric, double factor) {
        return epochs.stream()
                .map(epoch -> factor * metric.apply(epoch).orElse(Double.NaN))
                .toList();
    }
}
