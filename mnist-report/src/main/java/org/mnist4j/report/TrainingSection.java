package org.mnist4j.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mnist4j.train.EpochMetrics;
import org.mnist4j.train.TrainingHistory;

/** The learning curves as figures, and their values in a table. */
final class TrainingSection {
    private static final int MOST_ROWS = 200;

    private TrainingSection() {}

    static void write(Html html, TrainingHistory history) {
        html.section("training", "Training");
        List<Figure> panels = LearningCurvesFigure.panels(history);
        if (panels.isEmpty()) {
            html.paragraph("No epochs were trained.").close("section").line();
            return;
        }
        Optional<BestEpoch> best = BestEpoch.of(history);
        boolean validated = history.epochs().get(0).validationLoss().isPresent();
        html.paragraph((validated ? "Validation is dashed. " : "There was no validation set. ")
                + best.map(one -> "The " + one.criterion() + " came after epoch " + one.epoch() + ".")
                        .orElse("No loss was finite."));
        html.open("div", "class", "beside").line();
        panels.forEach(panel -> html.figure(panel, ""));
        html.close("div").line();
        html.open("details").element("summary", "The curves in numbers").line();
        table(html, history.epochs(), best.map(BestEpoch::epoch).orElse(-1));
        html.close("details").line().close("section").line();
    }

    private static void table(Html html, List<EpochMetrics> epochs, int best) {
        int step = (epochs.size() + MOST_ROWS - 1) / MOST_ROWS;
        html.scroll("Every epoch").open("table").line();
        html.element(
                "caption",
                step == 1 ? "Every epoch" : "Every epoch that is a multiple of " + step + ", the best, and the last");
        html.columns(
                "epoch", "training loss", "training accuracy", "validation loss", "validation accuracy", "seconds");
        html.open("tbody").line();
        for (int i = 0; i < epochs.size(); i++) {
            EpochMetrics one = epochs.get(i);
            boolean isBest = one.epoch() == best;
            if (one.epoch() % step == 0 || isBest || i == epochs.size() - 1) {
                html.row(
                        one.epoch() + (isBest ? " (best)" : ""),
                        Numerals.score(one.trainingLoss()),
                        Numerals.precisePercent(one.trainingAccuracy()),
                        Numerals.score(orNaN(one.validationLoss())),
                        Numerals.precisePercent(orNaN(one.validationAccuracy())),
                        Numerals.decimals(one.seconds(), 2, ""));
            }
        }
        html.close("tbody").close("table").close("div").line();
    }

    private static double orNaN(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }
}
