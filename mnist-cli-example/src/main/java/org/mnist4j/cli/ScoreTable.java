package org.mnist4j.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.mnist4j.metrics.AverageMetrics;
import org.mnist4j.metrics.ClassMetrics;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.metrics.EvaluationReport;

/** Per-class scores for terminals too narrow for the library's table. */
final class ScoreTable {

    private static final int DIGITS = 4;
    private static final String HEADER = "   prec.  recall      F1  images";
    private static final int NUMBERS = HEADER.length();

    private ScoreTable() {}

    static List<String> lines(EvaluationReport report, int columns) {
        int names = columns - NUMBERS;
        List<String> lines = new ArrayList<>();
        lines.add(" ".repeat(names) + HEADER);
        List<ClassMetrics> classes = EvaluationText.isShortened(report)
                ? ClassMetrics.weakest(report.perClass(), ConfusionMatrix.LONGEST_LIST)
                : report.perClass();
        for (ClassMetrics one : classes) {
            lines.add(line(one.name(), names, one.precision(), one.recall(), one.f1(), one.support()));
        }
        AverageMetrics macro = report.macro();
        lines.add(line("macro", names, macro.precision(), macro.recall(), macro.f1(), macro.support()));
        AverageMetrics weighted = report.weighted();
        lines.add(line("weighted", names, weighted.precision(), weighted.recall(), weighted.f1(), weighted.support()));
        return lines;
    }

    private static String line(String name, int names, double precision, double recall, double f1, long support) {
        return aligned(EvaluationText.cut(VisibleText.oneLine(name), names), names)
                + aligned(decimal(precision), 8)
                + aligned(decimal(recall), 8)
                + aligned(decimal(f1), 8)
                + aligned(Long.toString(support), 8);
    }

    /** Rounds as the library's table does. */
    static String decimal(double value) {
        return new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String aligned(String text, int width) {
        return " ".repeat(Math.max(0, width - EvaluationText.width(text))) + text;
    }
}
