package org.mnist4j.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Formats an evaluation report as text. */
final class ReportText {
    private static final int DIGITS = 4;
    private static final List<String> EMPTY_LINE = List.of();

    private static final int NAMED = 10;

    private final EvaluationReport report;
    private final int images;

    ReportText(EvaluationReport report) {
        this.report = report;
        this.images = report.predictions().size();
    }

    String summary() {
        return "accuracy " + decimal(report.accuracy()) + accuracyInterval() + "   macro-F1 "
                + decimal(report.macroF1()) + "   log-loss " + decimal(report.logLoss()) + "   (" + images
                + (images == 1 ? " image)" : " images)");
    }

    private String accuracyInterval() {
        Interval interval = report.accuracyInterval();
        return images == 0 ? "" : " (95% CI " + decimal(interval.low()) + " to " + decimal(interval.high()) + ")";
    }

    @Override
    public String toString() {
        return summary() + "\n\n" + table() + "\n" + notes() + "\n"
                + report.confusionMatrix().toText();
    }

    private TextTable table() {
        TextTable table = new TextTable();
        table.row(List.of("class", "precision", "recall", "f1-score", "support"));
        for (ClassMetrics m : shown()) {
            table.row(scores(m.name(), m.precision(), m.recall(), m.f1(), m.support()));
        }
        table.row(EMPTY_LINE);
        table.row(List.of("accuracy", "", "", decimal(report.accuracy()), Integer.toString(images)));
        AverageMetrics macro = report.macro();
        table.row(scores("macro avg", macro.precision(), macro.recall(), macro.f1(), macro.support()));
        AverageMetrics weighted = report.weighted();
        table.row(scores("weighted avg", weighted.precision(), weighted.recall(), weighted.f1(), weighted.support()));
        return table;
    }

    private boolean shortened() {
        return report.perClass().size() > ConfusionMatrix.LARGEST_TABLE;
    }

    private List<ClassMetrics> shown() {
        return shortened() ? ClassMetrics.weakest(report.perClass(), ConfusionMatrix.LONGEST_LIST) : report.perClass();
    }

    private static List<String> scores(String name, double precision, double recall, double f1, long support) {
        return List.of(name, decimal(precision), decimal(recall), decimal(f1), Long.toString(support));
    }

    private String notes() {
        if (images == 0) {
            return "no images: every score counts as 0, and the log-loss is undefined\n";
        }
        ConfusionMatrix matrix = report.confusionMatrix();
        String kept = shortened()
                ? "shown: the " + shown().size() + " of " + matrix.classes() + " classes with the lowest f1-score\n"
                : "";
        return kept
                + note("never predicted: ", c -> matrix.predictedCount(c) == 0, " (precision counted as 0)\n")
                + note("absent from the labels: ", c -> matrix.support(c) == 0, " (recall counted as 0)\n");
    }

    private String note(String before, IntPredicate concerns, String after) {
        List<String> names = IntStream.range(0, report.perClass().size())
                .filter(concerns)
                .mapToObj(c -> TextTable.onOneLine(report.perClass().get(c).name()))
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        int named = shortened() ? Math.min(NAMED, names.size()) : names.size();
        String more = named < names.size() ? " and " + (names.size() - named) + " more" : "";
        return before + String.join(", ", names.subList(0, named)) + more + after;
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
