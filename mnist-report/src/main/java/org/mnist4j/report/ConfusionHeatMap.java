package org.mnist4j.report;

import org.mnist4j.metrics.ConfusionMatrix;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Stroke;

/**
 * A confusion matrix of many classes: a picture with one small square per cell, shaded by share of the row, and class
 * indices along its edges. Its size is bounded, whatever the number of classes.
 */
final class ConfusionHeatMap {
    private static final double MARGIN = 20;
    private static final double HEADER = 80;
    private static final double GAP = 4;
    private static final double TICK = 5;
    private static final int TICKS = 10;
    private static final int USUAL_SIDE = 640;
    private static final int MOST_SQUARES = 1024;

    private final ConfusionMatrix matrix;
    private final int classes;
    private final int block; // rows and columns of the matrix per square
    private final int squares; // along each edge
    private final double square; // in figure pixels
    private final double left;
    private final double top;
    private final FigureBuilder figure = new FigureBuilder();

    private ConfusionHeatMap(ConfusionMatrix matrix) {
        this.matrix = matrix;
        this.classes = matrix.classes();
        this.block = (classes + MOST_SQUARES - 1) / MOST_SQUARES;
        this.squares = (classes + block - 1) / block;
        // Half pixels are whole ones in a PNG. Less than one pixel would lose squares on a usual screen.
        this.square = Math.max(1, 2 * USUAL_SIDE / squares / 2.0);
        double widestIndex = GlyphOutlines.width(Integer.toString(classes - 1), FigureBuilder.SMALL, false);
        this.left = Math.ceil(MARGIN + FigureBuilder.BODY + 12 + widestIndex + GAP + TICK);
        this.top = MARGIN + HEADER + FigureBuilder.SMALL + GAP + TICK;
    }

    static Figure of(ConfusionMatrix matrix, String title, String scores) {
        return new ConfusionHeatMap(matrix).draw(title, scores);
    }

    private Figure draw(String title, String scores) {
        double side = squares * square;
        String note = Numerals.count(classes) + " classes by index, from 0"
                + (block > 1 ? "; a square is the largest share of " + block + " × " + block + " cells" : "");
        figure.bold(MARGIN, MARGIN + 13, title, FigureBuilder.TITLE, Anchor.START, Palette.INK);
        figure.text(MARGIN, MARGIN + 32, scores, FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        figure.text(MARGIN, MARGIN + 48, note, FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        figure.text(left, MARGIN + HEADER - 8, "predicted class", FigureBuilder.BODY, Anchor.START, Palette.INK);
        figure.turned(
                MARGIN + FigureBuilder.BODY - 2, top, "true class", FigureBuilder.BODY, Anchor.END, Palette.INK, -90);
        figure.add(new Mark.Picture(left, top, side, side, pixels()));
        figure.frame(left - 0.5, top - 0.5, side + 1, side + 1, Stroke.solid(Palette.RULE, 1));
        AxisTicks.enclosing(0, classes - 1, TICKS).values().stream()
                .mapToInt(tick -> (int) Math.round(tick))
                .filter(tick -> tick < classes)
                .forEach(this::tick);
        double legend = top + side + 30;
        ConfusionMatrixFigure.legend(figure, left, legend);
        double width = Math.max(left + side, left + ConfusionMatrixFigure.legendWidth());
        for (String line : new String[] {scores, note}) {
            width = Math.max(width, MARGIN + GlyphOutlines.width(line, FigureBuilder.BODY, false));
        }
        width = Math.max(width, MARGIN + GlyphOutlines.width(title, FigureBuilder.TITLE, true));
        return figure.build(width + MARGIN, legend + 34 + MARGIN, title + ": " + scores + "; " + note);
    }

    private void tick(int clazz) {
        String index = Integer.toString(clazz);
        double along = (clazz / block + 0.5) * square;
        Stroke stroke = Stroke.solid(Palette.MUTED, 1);
        figure.line(left + along, top - TICK, left + along, top - 1, stroke);
        figure.text(left + along, top - TICK - GAP, index, FigureBuilder.SMALL, Anchor.MIDDLE, Palette.MUTED);
        figure.line(left - TICK, top + along, left - 1, top + along, stroke);
        figure.text(
                left - TICK - GAP,
                top + along + 0.36 * FigureBuilder.SMALL,
                index,
                FigureBuilder.SMALL,
                Anchor.END,
                Palette.MUTED);
    }

    private Pixels pixels() {
        double[] shares = new double[squares * squares]; // the largest of each square
        for (int t = 0; t < classes; t++) {
            long support = matrix.support(t);
            for (int p = 0; p < classes; p++) {
                int at = t / block * squares + p / block;
                if (matrix.count(t, p) > 0) {
                    shares[at] = Math.max(shares[at], (double) matrix.count(t, p) / support);
                }
            }
        }
        int[] rgb = new int[shares.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = shares[i] == 0 ? Palette.FAINT : ConfusionMatrixFigure.shade(shares[i]);
        }
        return Pixels.colour(squares, squares, rgb);
    }
}
