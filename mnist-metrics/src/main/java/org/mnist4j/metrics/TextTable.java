package org.mnist4j.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of text cells, printed right-aligned in columns as wide as their widest cell. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();

    /** Adds a row; no cells make an empty line, and rows may be of different lengths. */
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

    /** Returns the lines, separated by {@code \n} and without one at the end. */
    @Override
    public String toString() {
        return rows.stream().map(this::line).collect(Collectors.joining("\n"));
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(column == 0 ? "" : GAP)
                    .append(" ".repeat(widths.get(column) - width(cell)))
                    .append(cell);
        }
        return line.toString();
    }

    /** A class may be named after a folder, and a line break or tab in it would tear the table. */
    private static String onOneLine(String cell) {
        return cell.replaceAll("\\p{Cntrl}", "?");
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
