package org.mnist4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mnist4j.metrics.ConfusedPair;
import org.mnist4j.metrics.ConfusionMatrix;

/**
 * A confusion matrix fitted to a terminal: columns are headed by class names, or by class indices if the names are too wide;
 * if those do not fit either, the matrix is omitted. The most frequent confusions are listed below.
 */
final class MatrixText {

    private static final String CORNER = "true\\predicted";
    private static final int CONFUSIONS = 3;
    private static final int SHORTEST_NAME = 3;

    private final ConfusionMatrix matrix;
    private final Screen screen;
    private final List<String> names;
    private final List<ConfusedPair> confusions;

    MatrixText(ConfusionMatrix matrix, Screen screen) {
        this.matrix = matrix;
        this.screen = screen;
        this.names = matrix.classNames().stream().map(VisibleText::oneLine).toList();
        this.confusions = matrix.confusedPairs(CONFUSIONS);
    }

    @Override
    public String toString() {
        String confused = confused();
        return table() + (confused.isEmpty() ? "" : "\n\n" + confused);
    }

    private String table() {
        int first = Math.max(CORNER.length(), widest(names));
        if (first + columnsWidth(names, 2) <= screen.columns()) {
            return table(CORNER, names, names, first, 2);
        }
        List<String> indices =
                IntStream.range(0, matrix.classes()).mapToObj(Integer::toString).toList();
        int indexWidth = widest(indices);
        int room = screen.columns() - columnsWidth(indices, 1);
        if (room < indexWidth) {
            return EvaluationText.cut(
                    "(no confusion matrix: it needs more than " + screen.columns() + " columns)", screen.columns());
        }
        int nameWidth = Math.min(widest(names), room - indexWidth - 1);
        boolean digits = names.equals(indices);
        if (digits || nameWidth < SHORTEST_NAME) {
            return table("", indices, indices, indexWidth, 1);
        }
        List<String> labels = IntStream.range(0, matrix.classes())
                .mapToObj(c -> EvaluationText.cut(names.get(c), nameWidth) + " " + padding(indices.get(c), indexWidth)
                        + indices.get(c))
                .toList();
        return table("", indices, labels, widest(labels), 1);
    }

    private String table(String corner, List<String> header, List<String> labels, int first, int gap) {
        StringBuilder text = new StringBuilder(padding(corner, first)).append(corner);
        for (int p = 0; p < header.size(); p++) {
            text.append(padding(header.get(p), gap + columnWidth(header, p))).append(header.get(p));
        }
        for (int t = 0; t < labels.size(); t++) {
            text.append('\n').append(padding(labels.get(t), first)).append(labels.get(t));
            for (int p = 0; p < header.size(); p++) {
                String count = Long.toString(matrix.count(t, p));
                text.append(padding(count, gap + columnWidth(header, p)))
                        .append(style(t, p).on(count, screen));
            }
        }
        return text.toString();
    }

    private Style style(int trueClass, int predictedClass) {
        if (trueClass == predictedClass) {
            return Style.CORRECT;
        }
        if (matrix.count(trueClass, predictedClass) == 0) {
            return Style.ZERO;
        }
        boolean frequent = confusions.stream()
                .anyMatch(one -> one.trueClass() == trueClass && one.predictedClass() == predictedClass);
        return frequent ? Style.CONFUSED : Style.PLAIN;
    }

    /** On one line, or one per line if that is too long. */
    private String confused() {
        List<String> parts = new ArrayList<>();
        for (ConfusedPair one : confusions) {
            parts.add(names.get(one.trueClass()) + " as " + names.get(one.predictedClass()) + " (" + one.count() + ")");
        }
        if (parts.isEmpty()) {
            return "";
        }
        String line = "most often confused: " + String.join(", ", parts);
        if (EvaluationText.width(line) <= screen.columns()) {
            return line;
        }
        return parts.stream()
                .map(part -> "\n" + EvaluationText.cut("  " + part, screen.columns()))
                .collect(Collectors.joining("", "most often confused:", ""));
    }

    private int columnsWidth(List<String> header, int gap) {
        return IntStream.range(0, header.size())
                .map(p -> gap + columnWidth(header, p))
                .sum();
    }

    private int columnWidth(List<String> header, int predictedClass) {
        int counts = IntStream.range(0, matrix.classes())
                .map(t -> Long.toString(matrix.count(t, predictedClass)).length())
                .max()
                .orElse(0);
        return Math.max(counts, EvaluationText.width(header.get(predictedClass)));
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(EvaluationText::width).max().orElse(0);
    }

    private static String padding(String text, int width) {
        return " ".repeat(Math.max(0, width - EvaluationText.width(text)));
    }
}
