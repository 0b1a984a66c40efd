package org.mnist4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Point;
import org.mnist4j.report.Mark.Stroke;

/**
 * A line chart of non-negative values over epochs. Each line is labelled at its end; a value that is not finite leaves a
 * gap.
 *
 * @param title the label of the y axis
 * @param unit the suffix of each number, such as {@code %}
 * @param most the largest possible value
 * @param epochs the epoch numbers, ascending
 * @param series the lines; each as long as {@code epochs}
 * @param best the epoch to mark
 */
record LinePanel(
        String title, String unit, double most, List<Integer> epochs, List<Series> series, Optional<BestEpoch> best) {
    static final double WIDTH = 430;
    static final double HEIGHT = 300;

    private static final double TOP = 42;
    private static final double PLOT_HEIGHT = HEIGHT - TOP - 40;
    private static final double LABEL_STEP = 15;
    private static final int MOST_POINTS = 12;
    private static final int COLUMNS = 400;

    /** One line of a chart; a solid one without dashes. */
    record Series(String name, Stroke stroke, List<Double> values, int digits) {
        String label(int index) {
            return name + " " + Numerals.decimals(values.get(index), digits, "");
        }

        boolean isFinite(int index) {
            return index >= 0 && index < values.size() && Double.isFinite(values.get(index));
        }

        int lastFinite() {
            return IntStream.range(0, values.size())
                    .filter(this::isFinite)
                    .max()
                    .orElse(-1);
        }
    }

    private record EndLabel(String text, double y, int colour) {}

    void draw(FigureBuilder figure, double x, double y) {
        figure.bold(x, y + 12, title, FigureBuilder.BODY, Anchor.START, Palette.INK);
        double[] finite = series.stream()
                .flatMap(s -> s.values().stream())
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        if (finite.length == 0) {
            figure.text(x, y + TOP + 20, "no finite value", FigureBuilder.BODY, Anchor.START, Palette.MUTED);
            return;
        }
        AxisTicks ticks = ticks(finite);
        double left = x + 12 + tickWidth(ticks);
        double right = x + WIDTH - 14 - labelWidth();
        yAxis(figure, ticks, left, right, y);
        xAxis(figure, left, right, y);
        best.ifPresent(one -> best(figure, one, left, right, y));
        List<EndLabel> labels = new ArrayList<>();
        for (Series line : series) {
            line(figure, line, ticks, left, right, y);
            int last = line.lastFinite();
            if (last >= 0) {
                double end = position(ticks, line.values().get(last), y);
                labels.add(
                        new EndLabel(line.label(last) + unit, end, line.stroke().colour()));
            }
        }
        endLabels(figure, labels, right + 10, y);
    }

    private AxisTicks ticks(double[] finite) {
        double low = Arrays.stream(finite).min().orElseThrow();
        double high = Arrays.stream(finite).max().orElseThrow();
        // A single value still needs a range.
        double pad = high > low ? 0 : Math.max(0.05 * Math.abs(high), 1e-3);
        return AxisTicks.enclosing(Math.max(0, low - pad), Math.min(most, high + pad), 5);
    }

    private void yAxis(FigureBuilder figure, AxisTicks ticks, double left, double right, double y) {
        for (double tick : ticks.values()) {
            double level = position(ticks, tick, y);
            figure.line(left, level, right, level, Stroke.solid(Palette.RULE, 1));
            String label = Numerals.decimals(tick, ticks.digits(), unit);
            figure.text(left - 8, level + 4, label, FigureBuilder.SMALL, Anchor.END, Palette.MUTED);
        }
    }

    private void xAxis(FigureBuilder figure, double left, double right, double y) {
        double base = y + TOP + PLOT_HEIGHT;
        int first = epochs.get(0);
        int last = epochs.get(epochs.size() - 1);
        long step = Math.max(1, Math.round(AxisTicks.enclosing(first, last, 6).step()));
        for (int epoch = first; epoch <= last; epoch++) {
            // Multiples of the step, and the first epoch if none is close to it.
            if (epoch % step == 0 || epoch == first && step - epoch % step > step / 2) {
                String label = Integer.toString(epoch);
                figure.text(
                        across(epoch, left, right),
                        base + 18,
                        label,
                        FigureBuilder.SMALL,
                        Anchor.MIDDLE,
                        Palette.MUTED);
            }
        }
        figure.text((left + right) / 2, base + 36, "epoch", FigureBuilder.SMALL, Anchor.MIDDLE, Palette.MUTED);
    }

    private void best(FigureBuilder figure, BestEpoch epoch, double left, double right, double y) {
        double x = across(epoch.epoch(), left, right);
        figure.line(x, y + TOP - 8, x, y + TOP + PLOT_HEIGHT, Stroke.dashed(Palette.MUTED, 1, 2, 3));
        String label = "best: epoch " + epoch.epoch();
        double half = width(label) / 2;
        double center = Math.min(Math.max(x, left + half), Math.max(right, left + 2 * half) - half);
        FigureBuilder part = new FigureBuilder();
        part.text(center, y + TOP - 13, label, FigureBuilder.SMALL, Anchor.MIDDLE, Palette.MUTED);
        figure.group(epoch.criterion() + " after epoch " + epoch.epoch(), part);
    }

    private void line(FigureBuilder figure, Series line, AxisTicks ticks, double left, double right, double y) {
        List<Point> run = new ArrayList<>();
        FigureBuilder dots = new FigureBuilder();
        for (int i = 0; i < epochs.size(); i++) {
            if (line.isFinite(i)) {
                double x = across(epochs.get(i), left, right);
                double level = position(ticks, line.values().get(i), y);
                run.add(new Point(x, level));
                if (epochs.size() <= MOST_POINTS || !line.isFinite(i - 1) && !line.isFinite(i + 1)) {
                    FigureBuilder dot = new FigureBuilder();
                    dot.circle(x, level, 3.5, line.stroke().colour(), Stroke.solid(Palette.PAPER, 1));
                    dots.group("epoch " + epochs.get(i) + ", " + line.label(i) + unit, dot);
                }
            }
            if (!line.isFinite(i + 1) && !run.isEmpty()) {
                figure.add(new Mark.Polyline(thinned(run), line.stroke()));
                run.clear();
            }
        }
        figure.addAll(dots);
    }

    /** Reduces the points to those that can be distinguished: the first, highest, lowest and last of each pixel column. */
    private static List<Point> thinned(List<Point> points) {
        if (points.size() <= 4 * COLUMNS) {
            return points;
        }
        List<Point> kept = new ArrayList<>();
        for (int column = 0; column < COLUMNS; column++) {
            int from = (int) ((long) points.size() * column / COLUMNS);
            int to = (int) ((long) points.size() * (column + 1) / COLUMNS);
            List<Point> part = points.subList(from, to);
            Comparator<Point> byLevel = Comparator.comparingDouble(Point::y);
            Set<Point> chosen = new LinkedHashSet<>(List.of(part.get(0)));
            chosen.add(Collections.min(part, byLevel));
            chosen.add(Collections.max(part, byLevel));
            chosen.add(part.get(part.size() - 1));
            chosen.stream().sorted(Comparator.comparingDouble(Point::x)).forEach(kept::add);
        }
        return kept;
    }

    private void endLabels(FigureBuilder figure, List<EndLabel> labels, double x, double y) {
        List<EndLabel> sorted =
                labels.stream().sorted(Comparator.comparingDouble(EndLabel::y)).toList();
        // From top to bottom, labels are moved apart; the last one stays within the plot.
        double limit = y + TOP + PLOT_HEIGHT - LABEL_STEP * (sorted.size() - 1);
        double lowest = Double.NEGATIVE_INFINITY;
        for (EndLabel label : sorted) {
            double level = Math.max(Math.min(label.y(), limit), lowest);
            figure.text(x, level + 4, label.text(), FigureBuilder.SMALL, Anchor.START, label.colour());
            lowest = level + LABEL_STEP;
            limit += LABEL_STEP;
        }
    }

    private double across(int epoch, double left, double right) {
        int first = epochs.get(0);
        int last = epochs.get(epochs.size() - 1);
        return first == last ? (left + right) / 2 : left + 8 + (right - left - 16) * (epoch - first) / (last - first);
    }

    private static double position(AxisTicks ticks, double value, double y) {
        return y + TOP + PLOT_HEIGHT * (1 - (value - ticks.low()) / (ticks.high() - ticks.low()));
    }

    private double tickWidth(AxisTicks ticks) {
        return ticks.values().stream()
                .mapToDouble(tick -> width(Numerals.decimals(tick, ticks.digits(), unit)))
                .max()
                .orElse(0);
    }

    private double labelWidth() {
        return series.stream()
                .filter(line -> line.lastFinite() >= 0)
                .mapToDouble(line -> width(line.label(line.lastFinite()) + unit))
                .max()
                .orElse(0);
    }

    private static double width(String text) {
        return GlyphOutlines.width(text, FigureBuilder.SMALL, false);
    }
}
