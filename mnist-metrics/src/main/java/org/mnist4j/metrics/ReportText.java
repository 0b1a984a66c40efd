package org.mnist4j.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats an evaluation report as text. */
final class ReportText {
    private static final int DIGITS = 4;
    private static final List<String> EMPTY_LINE = List.of();

    private final EvaluationReport report;
    private final ConfusionMatrix matrix;

    ReportText(EvaluationReport report) {
        this.report = report;
        this.matrix = report.confusionMatrix();
    }

    String summary() {
        long images = matrix.total();
        return "accuracy " + decimal(report.accuracy()) + accuracyInterval() + "   macro-F1 "
                + decimal(report.macroF1()) + "   log-loss " + decimal(report.logLoss()) + "   (" + images
                + (images == 1 ? " image)" : " images)");
    }

    private String accuracyInterval() {
        Interval interval = report.accuracyInterval();
        return matrix.total() == 0
                ? ""
                : " (95% CI " + decimal(interval.low()) + " to " + decimal(interval.high()) + ")";
    }

    @Override
    public String toString() {
        return summary() + "\n\n" + table() + "\n" + notes() + "\n" + matrix.toText();
    }

    private TextTable table() {
        TextTable table = new TextTable();
        table.row(List.of("class", "precision", "recall", "f1-score", "support"));
        for (ClassMetrics m : report.perClass()) {
            table.row(scores(m.name(), m.precision(), m.recall(), m.f1(), m.support()));
        }
        table.row(EMPTY_LINE);
        table.row(List.of("accuracy", "", "", decimal(report.accuracy()), Long.toString(matrix.total())));
        AverageMetrics macro = report.macro();
        table.row(scores("macro avg", macro.precision(), macro.recall(), macro.f1(), macro.support()));
        AverageMetrics weighted = report.weighted();
        table.row(scores("weighted avg", weighted.precision(), weighted.recall(), weighted.f1(), weighted.support()));
        return table;
    }

    private static List<String> scores(String name, double precision, double recall, double f1, long support) {
        return List.of(name, decimal(precision), decimal(recall), decimal(f1), Long.toString(support));
    }

    private String notes() {
        if (matrix.total() == 0) {
            return "no images: every score counts as 0, and the log-loss is undefined\n";
        }
        return note("never predicted: ", c -> matrix.predictedCount(c) == 0, " (precision counted as 0)\n")
                + note("absent from the labels: ", c -> matrix.support(c) == 0, " (recall counted as 0)\n");
    }

    private String note(String before, IntPredicate concerns, String after) {
        String names = IntStream.range(0, matrix.classes())
                .filter(concerns)
                .mapToObj(c -> TextTable.onOneLine(matrix.classNames().get(c)))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : before + names + after;
    }

    /** Rounds the exact binary value, ties to even, as Python does; String.format rounds 0.28125 the other way. */
    static String decimal(double value) {
        return Double.isNaN(value)
                ? "n/a"
                : new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** Formats a percentage with as few digits as needed, such as 95 and 99.9. */
    static String plain(double value) {
        BigDecimal rounded = new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
        return rounded.stripTrailingZeros().toPlainString();
    }
}
