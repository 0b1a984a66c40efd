package org.mnist4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mnist4j.config.Metric;
import org.mnist4j.metrics.SeedSummary;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Stroke;
import org.mnist4j.sweep.SettingSummary;
import org.mnist4j.sweep.SweepResult;

/** One row per setting, best first: a ring for each seed, a line over their range, a bar at their mean. */
final class SweepFigure {
    private static final double MARGIN = 20;
    private static final double HEADER = 58;
    private static final double ROW = 24;
    private static final double PLOT_WIDTH = 420;
    private static final double MEAN_HEIGHT = 14;
    private static final int MOST_ROWS = 40;

    private final SweepResult result;
    private final Metric metric;
    private final List<SettingSummary> shown;
    private final int settings;

    private SweepFigure(SweepResult result) {
        this.result = result;
        this.metric = result.config().metric();
        List<SettingSummary> all = new ArrayList<>(result.ranking());
        result.settings().stream().filter(summary -> summary.seeds().isEmpty()).forEach(all::add);
        this.settings = all.size();
        this.shown = all.subList(0, Math.min(MOST_ROWS, all.size()));
    }

    static Figure of(SweepResult result) {
        return new SweepFigure(result).draw();
    }

    private Figure draw() {
        FigureBuilder figure = new FigureBuilder();
        String heading = name(metric) + " on the held-out images";
        figure.bold(MARGIN, MARGIN + 13, heading, FigureBuilder.TITLE, Anchor.START, Palette.INK);
        figure.text(MARGIN, MARGIN + 32, note(), FigureBuilder.SMALL, Anchor.START, Palette.MUTED);
        double labels = shown.stream()
                .mapToDouble(summary -> GlyphOutlines.width(label(summary), FigureBuilder.SMALL, true))
                .max()
                .orElse(0);
        double left = MARGIN + labels + 20;
        double right = left + PLOT_WIDTH;
        double bottom = MARGIN + HEADER + ROW * shown.size();
        double[] values = shown.stream()
                .flatMap(summary -> values(summary).stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (values.length > 0) {
            AxisTicks ticks = ticks(values);
            axis(figure, ticks, left, right, bottom);
            SettingSummary best = result.best();
            for (int row = 0; row < shown.size(); row++) {
                double y = MARGIN + HEADER + ROW * (row + 0.5);
                row(figure, shown.get(row), shown.get(row).equals(best), ticks, left, right, y);
            }
        }
        double value = right + 16 + GlyphOutlines.width("0.0000", FigureBuilder.SMALL, true);
        return figure.build(value + MARGIN, bottom + 34 + MARGIN, title());
    }

    private void row(
            FigureBuilder figure,
            SettingSummary summary,
            boolean best,
            AxisTicks ticks,
            double left,
            double right,
            double y) {
        int ink = best ? Palette.ACCENT : Palette.INK;
        if (best) {
            figure.bold(left - 14, y + 4, label(summary), FigureBuilder.SMALL, Anchor.END, ink);
        } else {
            figure.text(left - 14, y + 4, label(summary), FigureBuilder.SMALL, Anchor.END, ink);
        }
        if (summary.seeds().isEmpty()) {
            figure.text(left + 6, y + 4, "diverged", FigureBuilder.SMALL, Anchor.START, Palette.WRONG);
            return;
        }
        SeedSummary seeds = summary.seeds().orElseThrow();
        FigureBuilder marks = new FigureBuilder();
        double from = across(ticks, seeds.min(), left, right);
        double to = across(ticks, seeds.max(), left, right);
        marks.line(from, y, to, y, Stroke.solid(best ? Palette.ACCENT : Palette.LINK, 2));
        double mean = across(ticks, summary.mean(), left, right);
        marks.fill(mean - 1.5, y - MEAN_HEIGHT / 2, 3, MEAN_HEIGHT, ink);
        for (double value : values(summary)) {
            marks.circle(across(ticks, value, left, right), y, 3.5, Palette.PAPER, Stroke.solid(ink, 1.5));
        }
        String failed = summary.failures() == 0 ? "" : ", " + summary.failures() + " diverged";
        figure.group(
                label(summary) + ": mean " + Numerals.score(summary.mean()) + " (" + Numerals.score(seeds.min())
                        + " to " + Numerals.score(seeds.max()) + ") over "
                        + seeds(values(summary).size()) + failed,
                marks);
        figure.text(right + 16, y + 4, Numerals.score(summary.mean()), FigureBuilder.SMALL, Anchor.START, ink);
    }

    /** The settings and, with halving, the epochs of their last rung. */
    private String label(SettingSummary summary) {
        String epochs = summary.epochs() == 1 ? " epoch" : " epochs";
        return result.config().halving().isEmpty()
                ? summary.label()
                : summary.label() + ", " + summary.epochs() + epochs;
    }

    private static void axis(FigureBuilder figure, AxisTicks ticks, double left, double right, double bottom) {
        for (double tick : ticks.values()) {
            double x = across(ticks, tick, left, right);
            figure.line(x, MARGIN + HEADER, x, bottom, Stroke.solid(Palette.RULE, 1));
            String label = Numerals.decimals(tick, ticks.digits(), "");
            figure.text(x, bottom + 18, label, FigureBuilder.SMALL, Anchor.MIDDLE, Palette.MUTED);
        }
    }

    private AxisTicks ticks(double[] values) {
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        // A single value still needs a range.
        double pad = high > low ? 0 : Math.max(0.05 * Math.abs(high), 1e-3);
        double most = metric == Metric.LOSS ? Double.POSITIVE_INFINITY : 1;
        return AxisTicks.enclosing(Math.max(0, low - pad), Math.min(most, high + pad), 5);
    }

    private static double across(AxisTicks ticks, double value, double left, double right) {
        return left + (right - left) * (value - ticks.low()) / (ticks.high() - ticks.low());
    }

    private static List<Double> values(SettingSummary summary) {
        return summary.seeds().map(SeedSummary::values).orElse(List.of());
    }

    /** The metric as a heading. */
    static String name(Metric metric) {
        return switch (metric) {
            case LOSS -> "Cross-entropy loss";
            case ACCURACY -> "Accuracy";
            case MACRO_F1 -> "Macro-F1";
        };
    }

    private String note() {
        String which = settings > shown.size()
                ? "best " + shown.size() + " of " + Numerals.count(settings) + " settings"
                : Numerals.count(settings) + (settings == 1 ? " setting" : " settings");
        return which + ", " + seeds(result.config().seeds().size()) + " each · ring: one seed, bar: their mean · "
                + (metric.moreIsBetter() ? "higher" : "lower") + " is better";
    }

    private static String seeds(int count) {
        return count + (count == 1 ? " seed" : " seeds");
    }

    private String title() {
        return name(metric) + " of " + Numerals.count(settings) + " settings"
                + (shown.isEmpty() || shown.get(0).seeds().isEmpty()
                        ? ": all diverged"
                        : ": best " + Numerals.score(result.best().mean()) + " with "
                                + result.best().label());
    }
}
