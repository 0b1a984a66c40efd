package org.mnist4j.report;

import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Interval;
import org.mnist4j.metrics.ReliabilityBin;

/** Whether the model's confidence matches its accuracy. */
final class CalibrationSection {
    private CalibrationSection() {}

    static void write(Html html, EvaluationReport report) {
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
        html.close("section").line();
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
