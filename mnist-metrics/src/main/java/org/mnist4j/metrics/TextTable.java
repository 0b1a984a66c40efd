package org.mnist4j.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of text cells, right-aligned in columns as wide as their widest cell. */
final class TextTable {
    private static final String GAP = "  ";
    private static final String NARROW_GAP = " ";
    private static final String ELLIPSIS = "..";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();

    /** Adds a row; a row without cells is an empty line, and rows may have different lengths. */
    void row(List<String> cells) {
        List<String> row = cells.stream().map(TextTable::onOneLine).toList();
        for (int column = 0; column < row.size(); column++) {
            int width = width(row.get(column));
            if (column == widths.size()) {
                widths.add(width);
            } else {
                widths.set(column, Math.max(widths.get(column), width));
            }
        }
        rows.add(row);
    }

    /** Returns the lines, separated by {@code \n}, without one at the end. */
    @Override
    public String toString() {
        return lines(GAP, widths);
    }

    /** Returns the width of the lines. */
    int width() {
        return width(GAP, widths);
    }

    /**
     * Returns the lines, with narrow gaps if they would otherwise be wider than {@code maxWidth}, and with some columns
     * truncated if that is not enough.
     *
     * @param truncatable the columns that may be truncated
     */
    String fitted(int maxWidth, int... truncatable) {
        if (width() <= maxWidth) {
            return toString();
        }
        List<Integer> fitted = new ArrayList<>(widths);
        while (width(NARROW_GAP, fitted) > maxWidth) {
            int widest = Arrays.stream(truncatable)
                    .boxed()
                    .max(Comparator.comparing(fitted::get))
                    .orElse(-1);
            if (widest < 0 || fitted.get(widest) <= ELLIPSIS.length()) {
                break;
            }
            fitted.set(widest, fitted.get(widest) - 1);
        }
        return lines(NARROW_GAP, fitted);
    }

    private static int width(String gap, List<Integer> widths) {
        return widths.stream().mapToInt(Integer::intValue).sum() + gap.length() * Math.max(0, widths.size() - 1);
    }

    private String lines(String gap, List<Integer> columnWidths) {
        return rows.stream().map(row -> line(row, gap, columnWidths)).collect(Collectors.joining("\n"));
    }

    private static String line(List<String> row, String gap, List<Integer> columnWidths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = truncated(row.get(column), columnWidths.get(column));
            line.append(column == 0 ? "" : gap)
                    .append(" ".repeat(columnWidths.get(column) - width(cell)))
                    .append(cell);
        }
        return line.toString();
    }

    private static String truncated(String cell, int maxWidth) {
        return width(cell) <= maxWidth
                ? cell
                : cell.substring(0, cell.offsetByCodePoints(0, maxWidth - ELLIPSIS.length())) + ELLIPSIS;
    }

    /**
     * Replaces control characters: a class may be named after a folder, and a line break or tab would break the table.
     */
    static String onOneLine(String cell) {
        return cell.replaceAll("\\p{Cntrl}", "?");
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
