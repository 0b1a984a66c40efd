package org.mnist4j.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mnist4j.metrics.Disagreement.Kind;
import org.mnist4j.metrics.PairedMeasure.Leader;

/** Formats a paired evaluation as text of a given maximum width. */
final class PairedText {
    private static final int MIN_COLUMNS = 40;
    private static final int EXAMPLES = 5;
    private static final String BLANK_LINE = "\n\n";

    private final PairedEvaluation pair;
    private final int columns;
    private final String percent;

    PairedText(PairedEvaluation pair, int columns) {
        if (columns < MIN_COLUMNS) {
            throw new IllegalArgumentException("columns: expected " + MIN_COLUMNS + " or more, but was " + columns);
        }
        this.pair = pair;
        this.columns = columns;
        // As many digits as needed: 99.5% for 0.995, but 95% rather than 95.0%, which would look like a measurement.
        this.percent = ReportText.plain(100 * pair.bootstrap().confidence()) + "%";
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(counts(), measures(), leaders(), test(), perClass()));
        for (Kind kind : Kind.values()) {
            parts.add(examples(kind));
        }
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(BLANK_LINE));
    }

    private String counts() {
        McNemar test = pair.mcNemar();
        int differently = pair.disagreements(Kind.BOTH_WRONG).size();
        return wrapped(test.total() + (test.total() == 1 ? " image: " : " images: ") + "both right on "
                + test.bothCorrect() + ", only A on " + test.onlyFirstCorrect() + ", only B on "
                + test.onlySecondCorrect() + ", both wrong on " + test.bothWrong() + " (on " + differently
                + " of these with different predictions)");
    }

    private String measures() {
        TextTable table = new TextTable();
        table.row(List.of("", "", "value", percent + " from", "to"));
        for (PairedMeasure measure : pair.measures()) {
            table.row(measure(measure.title(), "A", measure.first()));
            table.row(measure("", "B", measure.second()));
            table.row(measure("", "A - B", measure.difference()));
        }
        return table.fitted(columns);
    }

    private static List<String> measure(String name, String model, Interval interval) {
        return List.of(
                name,
                model,
                ReportText.decimal(interval.estimate()),
                ReportText.decimal(interval.low()),
                ReportText.decimal(interval.high()));
    }

    private String leaders() {
        String decided = Stream.of(
                        leaders("A is ahead in ", Leader.FIRST),
                        leaders("B is ahead in ", Leader.SECOND),
                        leaders("other test images could reverse ", Leader.NEITHER))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        return wrapped("At " + percent + ": " + decided + ". Lower is better for log-loss and Brier score.");
    }

    private String leaders(String before, Leader leader) {
        String titles = pair.measures().stream()
                .filter(measure -> measure.leader() == leader)
                .map(PairedMeasure::title)
                .collect(Collectors.joining(", "));
        return titles.isEmpty() ? "" : before + titles;
    }

    private String test() {
        McNemar test = pair.mcNemar();
        long deciding = (long) test.onlyFirstCorrect() + test.onlySecondCorrect();
        String result = "McNemar's test, exact: p = " + pValue(test.exactPValue()) + "; corrected: chi-squared "
                + ReportText.decimal(test.correctedStatistic()) + ", p = " + pValue(test.correctedPValue()) + ".";
        if (deciding == 0) {
            return wrapped(
                    result + " No image is classified correctly by exactly one of the two, so these images do not"
                            + " show which is right more often.");
        }
        return wrapped(result + " Of the " + deciding + (deciding == 1 ? " image" : " images")
                + " that exactly one of the two gets right, A has " + test.onlyFirstCorrect() + " and B "
                + test.onlySecondCorrect() + ". If A and B were equally good, a split at least as uneven as this would"
                + " occur with probability p. p is not the probability that they are equally good, and it does not"
                + " cover retraining with another seed.");
    }

    /** Four decimals, or two significant digits below 0.0001. */
    static String pValue(double p) {
        if (p == 1) {
            return "1";
        }
        return p >= 0.0001 ? ReportText.decimal(p) : String.format(Locale.ROOT, "%.1e", p);
    }

    private String perClass() {
        TextTable both = new TextTable();
        both.row(List.of("class", "images", "recall A", "B", "A - B", "F1 A", "B", "A - B"));
        TextTable recall = new TextTable();
        recall.row(List.of("class", "recall A", "B", "A - B"));
        TextTable f1 = new TextTable();
        f1.row(List.of("class", "F1 A", "B", "A - B"));
        List<PairedClassMetrics> shown = pair.shownClasses();
        for (PairedClassMetrics one : shown) {
            List<String> recalls = scores(one.first().recall(), one.second().recall(), one.recallDifference());
            List<String> f1s = scores(one.first().f1(), one.second().f1(), one.f1Difference());
            both.row(joined(List.of(one.name(), Long.toString(one.support())), recalls, f1s));
            recall.row(joined(List.of(one.name()), recalls));
            f1.row(joined(List.of(one.name()), f1s));
        }
        String table = both.width() <= columns
                ? both.toString()
                : recall.fitted(columns, 0) + BLANK_LINE + f1.fitted(columns, 0);
        return shown.size() == pair.perClass().size()
                ? table
                : table + "\n"
                        + wrapped("shown: the " + shown.size() + " of "
                                + pair.perClass().size() + " classes whose recall differs most");
    }

    private static List<String> scores(double first, double second, double difference) {
        return List.of(ReportText.decimal(first), ReportText.decimal(second), ReportText.decimal(difference));
    }

    @SafeVarargs
    private static List<String> joined(List<String>... parts) {
        List<String> cells = new ArrayList<>();
        for (List<String> part : parts) {
            cells.addAll(part);
        }
        return cells;
    }

    private String examples(Kind kind) {
        List<Disagreement> all = pair.disagreements(kind);
        if (all.isEmpty()) {
            return "";
        }
        String title =
                switch (kind) {
                    case ONLY_FIRST_CORRECT -> "Only A is right";
                    case ONLY_SECOND_CORRECT -> "Only B is right";
                    case BOTH_WRONG -> "Both are wrong, and differently";
                };
        String shown = all.size() > EXAMPLES ? ", " + EXAMPLES + " of " + all.size() : "";
        List<String> names = pair.first().predictions().classNames();
        TextTable table = new TextTable();
        table.row(List.of("image", "true", "pred A", "p", "pred B", "p"));
        for (Disagreement one : all.subList(0, Math.min(EXAMPLES, all.size()))) {
            table.row(List.of(
                    Integer.toString(one.index()),
                    names.get(one.label()),
                    names.get(one.firstPredicted()),
                    ReportText.decimal(one.firstProbability()),
                    names.get(one.secondPredicted()),
                    ReportText.decimal(one.secondProbability())));
        }
        return wrapped(title + shown + ", the most confident mistake first:") + "\n" + table.fitted(columns, 1, 2, 4);
    }

    private String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        int length = 0;
        for (String word : text.split(" ")) {
            if (length > 0 && length + 1 + word.length() > columns) {
                lines.append('\n');
                length = 0;
            }
            lines.append(length == 0 ? "" : " ").append(word);
            length += (length == 0 ? 0 : 1) + word.length();
        }
        return lines.toString();
    }
}
