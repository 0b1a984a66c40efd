package org.mnist4j.report;

import java.util.Optional;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Interval;
import org.mnist4j.metrics.ReliabilityBin;
import org.mnist4j.metrics.RiskCoverage;
import org.mnist4j.metrics.SelectivePoint;
import org.mnist4j.model.Calibration;

/** Whether the model's confidence matches its accuracy. */
final class CalibrationSection {
    private CalibrationSection() {}

    static void write(Html html, EvaluationReport report, Optional<Calibration> calibration) {
        html.section("calibration", "Calibration");
        html.paragraph(
                "Of the images predicted with about 80% confidence, about 80% should be correct: then the points lie"
                        + " on the dashed line. Bars through the points are 95% intervals. The lower plot shows the number of"
                        + " images per bin on a logarithmic scale.");
        html.open("div", "class", "beside").line();
        html.figure(Figures.reliability(report), "");
        html.open("div").line();
        table(html, report);
        html.close("div").close("div").line();
        selective(html, report, calibration);
        html.close("section").line();
    }

    private static void selective(Html html, EvaluationReport report, Optional<Calibration> calibration) {
        html.paragraph(
                "If the model abstains from the images that it is least confident about, it is right more often on the"
                        + " others. Bars through the points are 95% intervals.");
        html.open("div", "class", "beside").line();
        html.figure(
                calibration
                        .map(fitted -> Figures.selectiveAccuracy(report, fitted))
                        .orElseGet(() -> Figures.selectiveAccuracy(report)),
                "");
        html.open("div").line();
        html.scroll("Selective accuracy in numbers").open("table").line();
        html.element("caption", "Selective accuracy in numbers; from: the lowest confidence")
                .line();
        html.columns("coverage", "from", "wrong", "right", "95% interval");
        html.open("tbody").line();
        for (SelectivePoint point : SelectiveFigure.marked(RiskCoverage.of(report.predictions()))) {
            Interval interval = SelectiveFigure.interval(point);
            html.row(
                    Numerals.percent(point.coverage()),
                    Numerals.score(point.threshold()),
                    Numerals.count(point.wrong()),
                    Numerals.precisePercent(point.accuracy()),
                    Numerals.precisePercent(interval.low()) + "–" + Numerals.precisePercent(interval.high()));
        }
        html.close("tbody").close("table").close("div").line();
        html.close("div").close("div").line();
    }

    private static void table(Html html, EvaluationReport report) {
        html.scroll("Reliability in numbers").open("table").line();
        html.element("caption", "Reliability in numbers; empty bins are omitted")
                .line();
        html.columns("confidence", "images", "mean", "right", "95% interval");
        html.open("tbody").line();
        for (ReliabilityBin bin : report.reliabilityBins()) {
            if (bin.count() > 0) {
                Interval interval = ReliabilityFigure.interval(bin);
                html.row(
                        Numerals.percent(bin.low()) + " to " + Numerals.percent(bin.high()),
                        Numerals.count(bin.count()),
                        Numerals.percent(bin.meanConfidence()),
                        Numerals.percent(bin.accuracy()),
                        Numerals.percent(interval.low()) + "–" + Numerals.percent(interval.high()));
            }
        }
        html.close("tbody").close("table").close("div").line();
    }
}
