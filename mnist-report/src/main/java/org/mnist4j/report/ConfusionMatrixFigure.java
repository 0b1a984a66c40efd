package org.mnist4j.report;

import java.util.List;
import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.report.Mark.Anchor;

/**
 * A square with a row for each true class and a column for each predicted class, shaded by share of the row; the cells show
 * counts or these shares.
 */
final class ConfusionMatrixFigure {
    private static final double MARGIN = 20;
    private static final double GAP = 8;
    private static final double MAX_NAME = 180;
    private static final double SWATCH = 46;
    private static final List<Double> LEGEND = List.of(0.0, 0.01, 0.1, 0.5, 1.0);
    private static final double HEADER = 66;

    private final ConfusionMatrix matrix;
    private final boolean shares;
    private final int classes;
    private final List<String> names;
    private final double size;
    private final double cell;
    private final boolean upright;
    private final double left;
    private final double top;
    private final FigureBuilder figure = new FigureBuilder();

    private ConfusionMatrixFigure(ConfusionMatrix matrix, boolean shares) {
        this.matrix = matrix;
        this.shares = shares;
        this.classes = matrix.classes();
        this.size = classes <= 12 ? FigureBuilder.BODY : classes <= 30 ? 10 : 9;
        this.names = matrix.classNames().stream()
                .map(name -> GlyphOutlines.fit(name, size, false, MAX_NAME))
                .toList();
        this.cell = Math.max(classes <= 12 ? 46 : 26, widestCell() + GAP);
        double widestName = widest(names);
        this.upright = widestName <= cell - 4;
        this.left = MARGIN + FigureBuilder.BODY + 12 + widestName + GAP;
        // Rotated names have a height of sin(45 degrees) times their length.
        this.top = MARGIN + HEADER + (upright ? size : Math.ceil(0.71 * (widestName + size))) + GAP;
    }

    /**
     * Draws the counts.
     *
     * @param scores the text below the title, such as {@code accuracy 97.71%}
     */
    static Figure counts(ConfusionMatrix matrix, String scores) {
        return draw(matrix, false, "Confusion matrix", scores);
    }

    /** Draws each count's share of its row, in percent. */
    static Figure shares(ConfusionMatrix matrix, String scores) {
        return draw(matrix, true, "Confusion matrix, % of each true class", scores);
    }

    private static Figure draw(ConfusionMatrix matrix, boolean shares, String title, String scores) {
        return matrix.classes() > ConfusionMatrix.LARGEST_TABLE
                ? ConfusionHeatMap.of(matrix, title, scores)
                : new ConfusionMatrixFigure(matrix, shares).draw(title, scores);
    }

    /** The colour of a cell. The square-root scale makes small shares, the mistakes, visible. */
    static int shade(double share) {
        return Palette.ramp(Math.sqrt(share));
    }

    private Figure draw(String title, String scores) {
        double side = classes * cell;
        double bottom = top + side;
        figure.bold(MARGIN, MARGIN + 13, title, FigureBuilder.TITLE, Anchor.START, Palette.INK);
        figure.text(MARGIN, MARGIN + 32, scores, FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        figure.text(left, MARGIN + HEADER - 8, "predicted class", FigureBuilder.BODY, Anchor.START, Palette.INK);
        figure.turned(
                MARGIN + FigureBuilder.BODY - 2, top, "true class", FigureBuilder.BODY, Anchor.END, Palette.INK, -90);
        for (int c = 0; c < classes; c++) {
            columnName(c);
            rowName(c);
            for (int predicted = 0; predicted < classes; predicted++) {
                cell(c, predicted);
            }
        }
        lastColumn();
        legend(figure, left, bottom + 30);
        return figure.build(width(title, scores), bottom + 30 + 34 + MARGIN, title + ": " + scores);
    }

    private double width(String title, String scores) {
        double side = classes * cell;
        double grid = left + side + GAP + lastColumnWidth();
        double turned = upright ? 0 : turnedNamesEnd();
        double header = MARGIN
                + Math.max(
                        GlyphOutlines.width(title, FigureBuilder.TITLE, true),
                        GlyphOutlines.width(scores, FigureBuilder.BODY, false));
        double legend = left + legendWidth();
        double axis = left + GlyphOutlines.width("predicted class", FigureBuilder.BODY, false);
        return Math.max(Math.max(grid, turned), Math.max(Math.max(header, axis), legend)) + MARGIN;
    }

    private void columnName(int c) {
        double centre = left + (c + 0.5) * cell;
        if (upright) {
            figure.text(centre, top - GAP, names.get(c), size, Anchor.MIDDLE, Palette.INK)
                    .orElse(FigureBuilder.number(c));
        } else {
            figure.turned(centre + size / 3, top - GAP, names.get(c), size, Anchor.START, Palette.INK, -45)
                    .orElse(FigureBuilder.number(c));
        }
    }

    private void rowName(int c) {
        figure.text(left - GAP, baseline(c), names.get(c), size, Anchor.END, Palette.INK)
                .orElse(FigureBuilder.number(c));
    }

    private void cell(int trueClass, int predicted) {
        long count = matrix.count(trueClass, predicted);
        double share = matrix.support(trueClass) == 0 ? 0 : share(trueClass, predicted);
        double x = left + predicted * cell;
        int colour = count == 0 ? Palette.FAINT : shade(share);
        FigureBuilder part = new FigureBuilder();
        part.fill(x, top + trueClass * cell, cell - 1, cell - 1, colour);
        int ink = count == 0 ? Palette.MUTED : Palette.textOn(colour);
        String text = text(trueClass, predicted);
        part.text(x + (cell - 1) / 2, baseline(trueClass), text, size, Anchor.MIDDLE, ink);
        String pair = "true " + matrix.classNames().get(trueClass) + ", predicted "
                + matrix.classNames().get(predicted);
        figure.group(pair + ": " + Numerals.images(count) + " (" + Numerals.percent(share) + ")", part);
    }

    private void lastColumn() {
        double x = left + classes * cell + GAP;
        String heading = shares ? "images" : "recall";
        if (upright) {
            figure.text(x, top - GAP, heading, size, Anchor.START, Palette.MUTED);
        } else {
            figure.turned(x + size, top - GAP, heading, size, Anchor.START, Palette.MUTED, -45);
        }
        for (int c = 0; c < classes; c++) {
            figure.text(x, baseline(c), rowEnd(c), size, Anchor.START, Palette.MUTED);
        }
    }

    /** The column at the right: the recall beside counts, the number of images beside shares. */
    private String rowEnd(int row) {
        return shares ? Numerals.count(matrix.support(row)) : Numerals.percent(share(row, row));
    }

    private double lastColumnWidth() {
        double widest = GlyphOutlines.width("images", size, false);
        for (int c = 0; c < classes; c++) {
            widest = Math.max(widest, GlyphOutlines.width(rowEnd(c), size, false));
        }
        return widest;
    }

    private double share(int trueClass, int predicted) {
        long support = matrix.support(trueClass);
        return support == 0 ? Double.NaN : (double) matrix.count(trueClass, predicted) / support;
    }

    private String text(int trueClass, int predicted) {
        long count = matrix.count(trueClass, predicted);
        return !shares || count == 0
                ? Long.toString(count)
                : Numerals.decimals(100 * share(trueClass, predicted), 1, "");
    }

    static double legendWidth() {
        return LEGEND.size() * SWATCH + GAP;
    }

    /** The shades in words, from (left, y). */
    static void legend(FigureBuilder figure, double left, double y) {
        String label = "share of the row";
        for (int i = 0; i < LEGEND.size(); i++) {
            double share = LEGEND.get(i);
            double x = left + i * SWATCH;
            figure.fill(x, y, SWATCH - 1, 10, share == 0 ? Palette.FAINT : shade(share));
            String percent = Math.round(100 * share) + "%";
            figure.text(x + (SWATCH - 1) / 2, y + 25, percent, FigureBuilder.SMALL, Anchor.MIDDLE, Palette.MUTED);
        }
        figure.text(left, y - 6, label, FigureBuilder.SMALL, Anchor.START, Palette.MUTED);
    }

    private double baseline(int row) {
        return top + (row + 0.5) * cell + 0.36 * size;
    }

    private double turnedNamesEnd() {
        double end = 0;
        for (int c = 0; c < classes; c++) {
            double length = GlyphOutlines.width(names.get(c), size, false) + size;
            end = Math.max(end, left + (c + 0.5) * cell + 0.71 * length);
        }
        return end;
    }

    private double widestCell() {
        double widest = 0;
        for (int t = 0; t < classes; t++) {
            for (int p = 0; p < classes; p++) {
                widest = Math.max(widest, GlyphOutlines.width(text(t, p), size, false));
            }
        }
        return widest;
    }

    private double widest(List<String> texts) {
        return texts.stream()
                .mapToDouble(text -> GlyphOutlines.width(text, size, false))
                .max()
                .orElse(0);
    }
}
