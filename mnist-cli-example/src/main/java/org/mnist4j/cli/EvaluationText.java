package org.mnist4j.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.robustness.RobustnessReport;

/**
 * An evaluation as {@code train} and {@code evaluate} print it: the library's text unchanged, or fitted to a terminal.
 *
 * <p>Fitted text is never wider than the terminal, and colour carries no extra information.
 */
final class EvaluationText {

    private static final String BLANK_LINE = "\n\n";
    private static final String WIDE_GAP = "   ";
    private static final String CUT = "..";
    private static final String HEADER = "  precision  recall";
    private static final int MIN_NAME = 8;

    private EvaluationText() {}

    static String of(EvaluationReport report, Screen screen) {
        String text = report.toText();
        String matrix = report.confusionMatrix().toText();
        if (!screen.terminal() || !text.endsWith(BLANK_LINE + matrix)) {
            return VisibleText.lines(text);
        }
        String measures = text.substring(0, text.length() - matrix.length() - BLANK_LINE.length());
        return fitted(report, VisibleText.lines(measures), screen)
                + BLANK_LINE
                + (isShortened(report)
                        ? cut(VisibleText.lines(matrix), screen)
                        : new MatrixText(report.confusionMatrix(), screen));
    }

    /** The library's text of robustness, cut at the end of a terminal's lines. */
    static String of(RobustnessReport report, Screen screen) {
        String text = VisibleText.lines(report.toText());
        return screen.terminal() ? cut(text, screen) + "\n" : text;
    }

    /** Whether there are too many classes for a text to show them all. */
    static boolean isShortened(EvaluationReport report) {
        return report.perClass().size() > ConfusionMatrix.LARGEST_TABLE;
    }

    private static String cut(String text, Screen screen) {
        return text.lines().map(line -> cut(line, screen.columns())).collect(Collectors.joining("\n"));
    }

    /** An ensemble member on one line: its accuracy and its file name, shortened at the start on a narrow terminal. */
    static String ofMember(String file, EvaluationReport member, Screen screen) {
        String start = "member accuracy " + ScoreTable.decimal(member.accuracy()) + "  ";
        String name = VisibleText.oneLine(file);
        int over = screen.terminal() ? Math.max(0, start.length() + width(name) - screen.columns()) : 0;
        return start + withoutStart(name, over);
    }

    private static String fitted(EvaluationReport report, String measures, Screen screen) {
        List<String> lines = measures.lines().toList();
        int widest = lines.stream()
                .skip(1)
                .filter(EvaluationText::isTableRow)
                .mapToInt(EvaluationText::width)
                .max()
                .orElse(0);
        int over = Math.max(0, widest - screen.columns());
        int room = lines.stream()
                        .filter(EvaluationText::isHeader)
                        .findFirst()
                        .orElse("")
                        .indexOf(HEADER)
                - over;
        List<String> fitted = new ArrayList<>(wrapped(lines.get(0), WIDE_GAP, screen.columns()));
        fitted.set(0, Style.HEADLINE.on(fitted.get(0), screen));
        for (String line : lines.subList(1, lines.size())) {
            if (over > 0 && room < MIN_NAME && isTableRow(line)) {
                if (isHeader(line)) {
                    fitted.addAll(ScoreTable.lines(report, screen.columns()));
                }
            } else if (isTableRow(line)) {
                fitted.add(withoutStart(line, over));
            } else {
                fitted.addAll(wrapped(line, " ", screen.columns()));
            }
        }
        return String.join("\n", fitted).stripTrailing();
    }

    private static boolean isHeader(String line) {
        return line.contains(HEADER);
    }

    /** Table rows are indented, or have cells separated by two or more spaces. */
    private static boolean isTableRow(String line) {
        return line.startsWith(" ") || line.contains("  ");
    }

    /** Names are right-aligned at the start of a row, so this shortens only the longest ones. */
    private static String withoutStart(String line, int over) {
        if (over == 0) {
            return line;
        }
        int from = line.offsetByCodePoints(0, Math.min(over, width(line)));
        if (line.substring(0, from).isBlank()) {
            return line.substring(from);
        }
        return CUT + line.substring(line.offsetByCodePoints(0, over + CUT.length()));
    }

    /** Breaks a line at the wide gaps if that suffices, otherwise between words. */
    private static List<String> wrapped(String line, String gap, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String part : line.split(gap, -1)) {
            if (current.length() > 0 && width(current) + gap.length() + width(part) > columns) {
                lines.add(current.toString());
                current.setLength(0);
            }
            current.append(current.length() > 0 ? gap : "").append(part);
            if (width(current) > columns && !gap.equals(" ")) {
                List<String> words = wrapped(current.toString(), " ", columns);
                lines.addAll(words.subList(0, words.size() - 1));
                current.replace(0, current.length(), words.get(words.size() - 1));
            }
        }
        lines.add(current.toString());
        return lines.stream().map(text -> cut(text, columns)).collect(Collectors.toCollection(ArrayList::new));
    }

    static String cut(String text, int columns) {
        return width(text) <= columns
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.max(0, columns - CUT.length()))) + CUT;
    }

    static int width(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
