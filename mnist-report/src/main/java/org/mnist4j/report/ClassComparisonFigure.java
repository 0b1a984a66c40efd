package org.mnist4j.report;

import java.util.List;
import java.util.stream.DoubleStream;
import org.mnist4j.metrics.PairedClassMetrics;
import org.mnist4j.metrics.PairedEvaluation;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Stroke;

/** One row per class: a ring at the first model's recall, a dot at the second's, a line between them, and the difference. */
final class ClassComparisonFigure {
    private static final double MARGIN = 20;
    private static final double HEADER = 58;
    private static final double ROW = 24;
    private static final double PLOT_WIDTH = 420;
    private static final double MAX_NAME = 180;
    private static final double RADIUS = 4.5;
    private static final int MOST_ROWS = 40;
    private static final int TICKS = 5;

    private final List<PairedClassMetrics> shown;
    private final List<String> names;
    private final int classes;
    private final FigureBuilder figure = new FigureBuilder();
    private final AxisTicks ticks;
    private final double left;
    private final double right;

    private ClassComparisonFigure(PairedEvaluation pair) {
        this.names = pair.perClass().stream().map(PairedClassMetrics::name).toList();
        this.classes = pair.perClass().size();
        this.shown = pair.classesThatDifferMost(MOST_ROWS);
        DoubleStream.Builder recalls = DoubleStream.builder();
        shown.forEach(one -> recalls.add(one.first().recall()).add(one.second().recall()));
        double[] values = recalls.build().sorted().toArray();
        double low = values[0];
        double high = values[values.length - 1];
        // A single value still needs a range.
        double pad = high > low ? 0 : 0.05;
        this.ticks = AxisTicks.enclosing(Math.max(0, low - pad), Math.min(1, high + pad), TICKS);
        double labels = shown.stream()
                .mapToDouble(one -> GlyphOutlines.width(name(one), FigureBuilder.SMALL, false))
                .max()
                .orElse(0);
        this.left = MARGIN + labels + 20;
        this.right = left + PLOT_WIDTH;
    }

    static Figure of(PairedEvaluation pair) {
        return new ClassComparisonFigure(pair).draw();
    }

    private Figure draw() {
        String title = "Recall of each class, A and B";
        String note = (classes > shown.size()
                        ? "the " + shown.size() + " largest differences of " + Numerals.count(classes) + " classes · "
                        : "")
                + "ring: A, dot: B · at right: A - B";
        figure.bold(MARGIN, MARGIN + 13, title, FigureBuilder.TITLE, Anchor.START, Palette.INK);
        figure.text(MARGIN, MARGIN + 32, note, FigureBuilder.SMALL, Anchor.START, Palette.MUTED);
        double bottom = MARGIN + HEADER + ROW * shown.size();
        for (double tick : ticks.values()) {
            figure.line(across(tick), MARGIN + HEADER, across(tick), bottom, Stroke.solid(Palette.RULE, 1));
            String label = Numerals.decimals(tick, ticks.digits(), "");
            figure.text(across(tick), bottom + 18, label, FigureBuilder.SMALL, Anchor.MIDDLE, Palette.MUTED);
        }
        for (int row = 0; row < shown.size(); row++) {
            row(shown.get(row), MARGIN + HEADER + ROW * (row + 0.5));
        }
        double value = right + 16 + GlyphOutlines.width("+0.0000", FigureBuilder.SMALL, false);
        double words = MARGIN + GlyphOutlines.width(note, FigureBuilder.SMALL, false);
        return figure.build(Math.max(value, words) + MARGIN, bottom + 18 + MARGIN, title + ": " + note);
    }

    private void row(PairedClassMetrics one, double y) {
        double first = across(one.first().recall());
        double second = across(one.second().recall());
        figure.text(left - 14, y + 4, name(one), FigureBuilder.SMALL, Anchor.END, Palette.INK)
                .orElse(FigureBuilder.number(names.indexOf(one.name())));
        FigureBuilder marks = new FigureBuilder();
        marks.line(first, y, second, y, Stroke.solid(Palette.LINK, 2));
        marks.circle(second, y, RADIUS, Palette.ACCENT, Stroke.solid(Palette.ACCENT, 1.5));
        // The ring is drawn last and is wider than the dot, so that both are visible if they coincide.
        marks.circle(first, y, RADIUS + 1.5, Mark.NO_FILL, Stroke.solid(Palette.WRONG, 2));
        String difference = Numerals.difference(one.recallDifference());
        figure.group(
                one.name() + ": recall of A " + Numerals.score(one.first().recall()) + ", of B "
                        + Numerals.score(one.second().recall()) + ", difference " + difference + ", "
                        + Numerals.images(one.support()),
                marks);
        figure.text(right + 16, y + 4, difference, FigureBuilder.SMALL, Anchor.START, Palette.INK);
    }

    private double across(double value) {
        return left + (right - left) * (value - ticks.low()) / (ticks.high() - ticks.low());
    }

    private static String name(PairedClassMetrics one) {
        return GlyphOutlines.fit(one.name(), FigureBuilder.SMALL, false, MAX_NAME);
    }
}
