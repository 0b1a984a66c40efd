package org.mnist4j.report;

import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.perturb.Perturbation;
import org.mnist4j.robustness.RobustnessReport;

/** How the model bears perturbed images: a panel per family, and all numbers in a table. */
final class RobustnessSection {

    private RobustnessSection() {}

    static void write(Html html, RobustnessReport report, ImageDataset test) {
        html.section("robustness", "Robustness");
        html.paragraph("The mean accuracy under " + Perturbation.values().length + " perturbations of "
                + Numerals.images(report.images()) + " is " + Numerals.percent(report.meanAccuracy()) + ", without "
                + Numerals.percent(report.cleanAccuracy()) + "."
                + report.baseline()
                        .map(baseline -> " The mean corruption error is "
                                + Numerals.decimals(report.meanCorruptionError(), 3, "")
                                + " of that of " + RobustnessFigure.baselineName(baseline) + ", the relative one "
                                + Numerals.decimals(report.relativeMeanCorruptionError(), 3, "")
                                + "; less is better.")
                        .orElse("")
                + " " + RobustnessFigure.note(report, test));
        html.open("div", "class", "panels").line();
        for (Figure panel : RobustnessFigure.panels(report, test)) {
            html.open("div").line().markup(panel.toSvg()).close("div").line();
        }
        html.close("div").line();
        html.open("details").element("summary", "The curves in numbers").line();
        table(html, report);
        html.close("details").line().close("section").line();
    }

    private static void table(Html html, RobustnessReport report) {
        boolean relative = report.baseline().isPresent();
        html.scroll("Accuracy by severity").open("table").line();
        html.element("caption", "Accuracy by severity" + (relative ? ", and corruption error" : ""))
                .line();
        if (relative) {
            html.columns("perturbation", "1", "2", "3", "4", "5", "mean", "corruption error", "relative");
        } else {
            html.columns("perturbation", "1", "2", "3", "4", "5", "mean");
        }
        html.open("tbody").line();
        for (Perturbation family : Perturbation.values()) {
            String[] cells = new String[Perturbation.SEVERITIES + (relative ? 3 : 1)];
            for (int severity = 1; severity <= Perturbation.SEVERITIES; severity++) {
                cells[severity - 1] = Numerals.percent(report.accuracy(family, severity));
            }
            cells[Perturbation.SEVERITIES] = Numerals.percent(report.accuracy(family));
            if (relative) {
                cells[Perturbation.SEVERITIES + 1] = Numerals.decimals(report.corruptionError(family), 3, "");
                cells[Perturbation.SEVERITIES + 2] = Numerals.decimals(report.relativeCorruptionError(family), 3, "");
            }
            html.row(family.id(), cells);
        }
        html.close("tbody").close("table").close("div").line();
    }
}
