package org.mnist4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.mnist4j.report.LinePanel.Series;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Stroke;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.TrainingHistory;

/** Loss and accuracy over the epochs, side by side or alone; validation is dashed, the best epoch marked. */
final class LearningCurvesFigure {
    private static final double MARGIN = 20;
    private static final double HEADER = 34;
    private static final Stroke TRAINING = Stroke.solid(Palette.ACCENT, 2);
    private static final Stroke VALIDATION = Stroke.dashed(Palette.INK, 2, 6, 4);

    private final List<EpochMetrics> epochs;
    private final Optional<BestEpoch> best;

    private LearningCurvesFigure(TrainingHistory history) {
        this.epochs = history.epochs();
        this.best = BestEpoch.of(history);
    }

    static Figure of(TrainingHistory history) {
        return new LearningCurvesFigure(history).draw();
    }

    /** Loss and accuracy as two figures, for pages that arrange them side by side or stacked; empty without epochs. */
    static List<Figure> panels(TrainingHistory history) {
        LearningCurvesFigure curves = new LearningCurvesFigure(history);
        return curves.epochs.isEmpty()
                ? List.of()
                : List.of(curves.alone(curves.loss()), curves.alone(curves.accuracy()));
    }

    private Figure alone(LinePanel panel) {
        FigureBuilder figure = new FigureBuilder();
        panel.draw(figure, MARGIN, MARGIN);
        return figure.build(
                LinePanel.WIDTH + 2 * MARGIN,
                LinePanel.HEIGHT + 2 * MARGIN,
                panel.title() + " over the epochs" + bestNote());
    }

    private Figure draw() {
        FigureBuilder figure = new FigureBuilder();
        figure.bold(MARGIN, MARGIN + 13, "Learning curves", FigureBuilder.TITLE, Anchor.START, Palette.INK);
        double width = 2 * LinePanel.WIDTH + 3 * MARGIN;
        if (epochs.isEmpty()) {
            figure.text(MARGIN, MARGIN + 36, "no epochs were trained", FigureBuilder.BODY, Anchor.START, Palette.MUTED);
            return figure.build(width, 80, "Learning curves: no epochs were trained");
        }
        loss().draw(figure, MARGIN, MARGIN + HEADER);
        accuracy().draw(figure, 2 * MARGIN + LinePanel.WIDTH, MARGIN + HEADER);
        return figure.build(width, HEADER + LinePanel.HEIGHT + 2 * MARGIN, title());
    }

    private String title() {
        EpochMetrics last = epochs.get(epochs.size() - 1);
        return "Learning curves: after epoch " + last.epoch()
                + " training loss " + Numerals.decimals(last.trainingLoss(), 4, "")
                + ", training accuracy " + Numerals.precisePercent(last.trainingAccuracy()) + bestNote();
    }

    private String bestNote() {
        return best.map(one -> "; " + one.criterion() + " after epoch " + one.epoch())
                .orElse("");
    }

    private LinePanel loss() {
        return panel(
                "Loss",
                "",
                Double.POSITIVE_INFINITY,
                series(4, 1, epoch -> OptionalDouble.of(epoch.trainingLoss()), EpochMetrics::validationLoss));
    }

    private LinePanel accuracy() {
        return panel(
                "Accuracy",
                "%",
                100,
                series(2, 100, epoch -> OptionalDouble.of(epoch.trainingAccuracy()), EpochMetrics::validationAccuracy));
    }

    private LinePanel panel(String title, String unit, double most, List<Series> series) {
        List<Integer> numbers = epochs.stream().map(EpochMetrics::epoch).toList();
        return new LinePanel(title, unit, most, numbers, series, best);
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
