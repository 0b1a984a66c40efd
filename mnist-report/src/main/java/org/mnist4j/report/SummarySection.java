package org.mnist4j.report;

import java.util.function.DoubleFunction;
import org.mnist4j.metrics.Bootstrap;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Interval;
import org.mnist4j.metrics.Predictions;

/** The scores, the main ones with confidence intervals. */
final class SummarySection {
    private static final int MOST_RESAMPLES = 1_000;
    private static final int LEAST_RESAMPLES = 200;
    private static final long WORK = 20_000_000;

    private final Html html;
    private final HtmlReport report;
    private final EvaluationReport evaluation;
    private final Bootstrap bootstrap;

    private SummarySection(Html html, HtmlReport report) {
        this.html = html;
        this.report = report;
        this.evaluation = report.evaluation();
        this.bootstrap = Bootstrap.seeded(0).withResamples(resamples(evaluation.predictions()));
    }

    /** Limits the bootstrap's cost, which grows with the images and the classes. */
    private static int resamples(Predictions predictions) {
        long cost = (long) predictions.size() + predictions.classes();
        return (int) Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, WORK / cost));
    }

    static void write(Html html, HtmlReport report) {
        new SummarySection(html, report).write();
    }

    private void write() {
        Predictions predictions = evaluation.predictions();
        html.section("summary", "Summary");
        html.open("dl", "class", "scores").line();
        score("accuracy", evaluation.accuracyInterval(), Numerals::precisePercent);
        score("macro-F1", bootstrap.interval(predictions, EvaluationReport::macroF1), Numerals::score);
        score("log-loss", bootstrap.interval(predictions, EvaluationReport::logLoss), Numerals::score);
        score("macro precision", Numerals.score(evaluation.macroPrecision()));
        score("macro recall", Numerals.score(evaluation.macroRecall()));
        score("ROC-AUC", Numerals.score(evaluation.rocAuc()));
        score("calibration error", Numerals.score(evaluation.expectedCalibrationError()));
        score("test images", Numerals.count(predictions.size()));
        score("training time", Numerals.decimals(report.trainingSeconds(), 1, " s"));
        html.close("dl").line();
        html.element(
                        "p",
                        "Below a score is its 95% interval: Wilson's for the accuracy, the bootstrap's ("
                                + Numerals.count(bootstrap.resamples())
                                + " resamples) for the others. The intervals cover the choice of"
                                + " test images, not the training seed.",
                        "class",
                        "note")
                .line();
        html.close("section").line();
    }

    private void score(String name, Interval interval, DoubleFunction<String> format) {
        html.open("div").element("dt", name).open("dd").text(format.apply(interval.estimate()));
        html.element("span", format.apply(interval.low()) + " to " + format.apply(interval.high()), "class", "range");
        html.close("dd").close("div").line();
    }

    private void score(String name, String value) {
        html.open("div").element("dt", name).element("dd", value).close("div").line();
    }
}
