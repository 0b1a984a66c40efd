package org.mnist4j.robustness;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.mnist4j.data.perturb.Perturbation;

/** A report as a table of at most 80 columns. */
final class RobustnessText {

    private static final int DIGITS = 4;

    private RobustnessText() {}

    static String of(RobustnessReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "robustness: mean accuracy %s under %d perturbations, %s without\n",
                number(report.meanAccuracy()),
                Perturbation.values().length,
                number(report.cleanAccuracy())));
        text.append(images(report)).append('\n');
        report.baseline()
                .ifPresent(baseline -> text.append("mean corruption error ")
                        .append(number(report.meanCorruptionError()))
                        .append(", relative ")
                        .append(number(report.relativeMeanCorruptionError()))
                        .append("; 1 is ")
                        .append(baselineName(baseline))
                        .append('\n'));
        boolean relative = report.baseline().isPresent();
        text.append('\n').append(String.format(Locale.ROOT, "%-14s", "severity"));
        for (int severity = 1; severity <= Perturbation.SEVERITIES; severity++) {
            text.append(String.format(Locale.ROOT, "%8d", severity));
        }
        text.append("    mean").append(relative ? "   error" : "").append('\n');
        for (Perturbation family : Perturbation.values()) {
            text.append(String.format(Locale.ROOT, "%-14s", family.id()));
            for (int severity = 1; severity <= Perturbation.SEVERITIES; severity++) {
                text.append(cell(report.accuracy(family, severity)));
            }
            text.append(cell(report.accuracy(family)));
            text.append(relative ? cell(report.corruptionError(family)) : "").append('\n');
        }
        text.append(String.format(Locale.ROOT, "%-14s", "mean"));
        for (int severity = 1; severity <= Perturbation.SEVERITIES; severity++) {
            text.append(cell(report.meanAccuracy(severity)));
        }
        text.append(cell(report.meanAccuracy()));
        text.append(relative ? cell(report.meanCorruptionError()) : "").append('\n');
        return text.toString();
    }

    static String number(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN).toPlainString()
                : "-";
    }

    /** What 1 means. */
    static String baselineName(RobustnessReport baseline) {
        return baseline.isPresetSeed() ? "the preset seed" : "the baseline model";
    }

    private static String images(RobustnessReport report) {
        String all = report.images() == report.testImages() ? "all " : "";
        String of = report.images() == report.testImages() ? "" : " of " + report.testImages();
        return "on " + all + report.images() + of + " images of " + report.testName() + " per severity, seed "
                + report.seed();
    }

    private static String cell(double value) {
        return String.format(Locale.ROOT, "%8s", number(value));
    }
}
