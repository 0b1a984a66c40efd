package org.mnist4j.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mnist4j.config.Choices;
import org.mnist4j.config.LogUniform;
import org.mnist4j.config.Metric;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Stroke;
import org.mnist4j.sweep.SettingSummary;
import org.mnist4j.sweep.SweepResult;

/** A scatter plot for each path that varies: a setting's value across, its mean metric up. */
final class SettingsFigure {
    private static final double MARGIN = 20;
    private static final double HEADER = 62;
    private static final double PANEL_WIDTH = 250;
    private static final double PANEL_HEIGHT = 190;
    private static final double GAP = 26;
    private static final double FOOT = 58;
    private static final double INSET = 10;
    private static final int COLUMNS = 3;
    private static final int MOST_SETTINGS = 500;

    /** What is further away from the best than this many times the best three quarters is drawn at the edge. */
    private static final double FAR = 2;

    private final SweepResult result;
    private final Metric metric;
    private final List<SettingSummary> shown; // best first
    private final List<String> paths;
    private final AxisTicks ticks;
    private final double worst; // settings beyond are drawn at the edge
    private final int failed;
    private final int lastRung; // 0 without halving, where no setting was stopped

    private SettingsFigure(SweepResult result) {
        this.result = result;
        this.metric = result.config().metric();
        List<SettingSummary> ranking = result.ranking();
        this.shown = ranking.subList(0, Math.min(MOST_SETTINGS, ranking.size()));
        List<Integer> rungs = result.config().rungs();
        this.lastRung = rungs.isEmpty() ? 0 : rungs.get(rungs.size() - 1);
        this.failed = result.settings().size() - ranking.size();
        Set<String> names = new LinkedHashSet<>();
        shown.forEach(summary -> names.addAll(summary.settings().keySet()));
        this.paths = names.stream()
                .filter(path -> values(path).stream().distinct().count() > 1)
                .toList();
        List<Double> means = shown.stream()
                .map(SettingSummary::mean)
                .sorted((a, b) -> metric.moreIsBetter() ? b.compareTo(a) : a.compareTo(b))
                .toList();
        this.worst = means.isEmpty() ? 0 : edge(means);
        double best = means.isEmpty() ? 1 : means.get(0);
        double pad = best == worst ? Math.max(0.05 * Math.abs(best), 1e-3) : 0;
        double most = metric == Metric.LOSS ? Double.POSITIVE_INFINITY : 1;
        this.ticks = AxisTicks.enclosing(
                Math.max(0, Math.min(best, worst) - pad), Math.min(most, Math.max(best, worst) + pad), 5);
    }

    /** The worst mean that is not far from the others. */
    private static double edge(List<Double> bestFirst) {
        double best = bestFirst.get(0);
        double most = bestFirst.get((int) (0.75 * (bestFirst.size() - 1)));
        double edge = best;
        for (double mean : bestFirst) {
            if (Math.abs(mean - best) <= FAR * Math.abs(most - best)) {
                edge = mean;
            }
        }
        return edge;
    }

    static Figure of(SweepResult result) {
        return new SettingsFigure(result).draw();
    }

    private List<String> values(String path) {
        return shown.stream().map(summary -> summary.settings().get(path)).toList();
    }

    private Figure draw() {
        FigureBuilder figure = new FigureBuilder();
        String heading = SweepFigure.name(metric) + " on the held-out images by setting";
        figure.bold(MARGIN, MARGIN + 13, heading, FigureBuilder.TITLE, Anchor.START, Palette.INK);
        String note = note();
        figure.text(MARGIN, MARGIN + 32, note, FigureBuilder.SMALL, Anchor.START, Palette.MUTED);
        double labels = ticks.values().stream()
                .mapToDouble(tick -> GlyphOutlines.width(tick(tick), FigureBuilder.SMALL, false))
                .max()
                .orElse(0);
        double left = MARGIN + labels + 8;
        int columns = paths.size() == 4 ? 2 : Math.min(COLUMNS, Math.max(1, paths.size()));
        for (int i = 0; i < paths.size(); i++) {
            double x = left + i % columns * (PANEL_WIDTH + GAP);
            double y = MARGIN + HEADER + i / columns * (PANEL_HEIGHT + FOOT);
            panel(figure, paths.get(i), x, y, i % columns == 0);
        }
        int rows = (paths.size() + columns - 1) / columns;
        double width = Math.max(
                left + columns * (PANEL_WIDTH + GAP) - GAP,
                MARGIN + GlyphOutlines.width(note, FigureBuilder.SMALL, false));
        return figure.build(width + MARGIN, MARGIN + HEADER + rows * (PANEL_HEIGHT + FOOT), title());
    }

    private void panel(FigureBuilder figure, String path, double x, double y, boolean first) {
        for (double tick : ticks.values()) {
            double level = level(tick, y);
            figure.line(x, level, x + PANEL_WIDTH, level, Stroke.solid(Palette.RULE, 1));
            if (first) {
                figure.text(x - 8, level + 4, tick(tick), FigureBuilder.SMALL, Anchor.END, Palette.MUTED);
            }
        }
        SettingAxis axis = new SettingAxis(values(path), isLogarithmic(path));
        axis.labels().forEach((position, label) -> {
            double tick = across(position, x);
            figure.line(tick, y + PANEL_HEIGHT, tick, y + PANEL_HEIGHT + 4, Stroke.solid(Palette.MUTED, 1));
            figure.text(tick, y + PANEL_HEIGHT + 17, label, FigureBuilder.SMALL, Anchor.MIDDLE, Palette.MUTED);
        });
        double middle = x + PANEL_WIDTH / 2;
        figure.text(middle, y + PANEL_HEIGHT + 36, path, FigureBuilder.SMALL, Anchor.MIDDLE, Palette.INK);
        // The best in front.
        for (int i = shown.size() - 1; i >= 0; i--) {
            SettingSummary summary = shown.get(i);
            FigureBuilder dot = new FigureBuilder();
            double at = across(axis.position(summary.settings().get(path)), x);
            dot(dot, summary, i == 0, at, level(within(summary), y));
            figure.group(tooltip(summary), dot);
        }
    }

    /** As the values were drawn; empty where they are given. */
    private Optional<Boolean> isLogarithmic(String path) {
        return result.config().random().stream()
                .flatMap(search -> search.ranges().stream())
                .filter(axis -> axis.path().equals(path) && !(axis.range() instanceof Choices))
                .map(axis -> axis.range() instanceof LogUniform)
                .findFirst();
    }

    private void dot(FigureBuilder figure, SettingSummary summary, boolean best, double x, double y) {
        if (best) {
            figure.circle(x, y, 6, Palette.ACCENT, Stroke.solid(Palette.PAPER, 1.5));
        } else if (isBeyond(summary)) {
            figure.circle(x, y, 3, Palette.PAPER, Stroke.solid(Palette.WRONG, 1));
        } else if (isStopped(summary)) {
            figure.circle(x, y, 2.5, Palette.LINK, Stroke.solid(Palette.MUTED, 1));
        } else {
            figure.circle(x, y, 4, Palette.PAPER, Stroke.solid(Palette.INK, 1.5));
        }
    }

    /** Whether a halving did not train it to the end. */
    private boolean isStopped(SettingSummary summary) {
        return summary.epochs() < lastRung;
    }

    private boolean isBeyond(SettingSummary summary) {
        return metric.isBetter(worst, summary.mean());
    }

    /** The mean, or the end of the axis for the settings beyond. */
    private double within(SettingSummary summary) {
        if (!isBeyond(summary)) {
            return summary.mean();
        }
        return metric.moreIsBetter() ? ticks.low() : ticks.high();
    }

    private static double across(double position, double x) {
        return x + INSET + (PANEL_WIDTH - 2 * INSET) * position;
    }

    private double level(double value, double y) {
        return y + PANEL_HEIGHT * (1 - (value - ticks.low()) / (ticks.high() - ticks.low()));
    }

    private String tick(double value) {
        return Numerals.decimals(value, ticks.digits(), "");
    }

    private String tooltip(SettingSummary summary) {
        return summary.label() + ": " + Numerals.score(summary.mean())
                + (isStopped(summary) ? " after " + summary.epochs() + " of " + lastRung + " epochs" : "");
    }

    private String note() {
        List<String> parts = new ArrayList<>();
        parts.add((failed + shown.size() < result.settings().size() ? "best " : "") + Numerals.count(shown.size())
                + (shown.size() == 1 ? " setting" : " settings") + ", a ring each, filled: the best");
        if (count(this::isStopped) > 0) {
            Set<Integer> stopped = shown.stream()
                    .filter(this::isStopped)
                    .map(SettingSummary::epochs)
                    .sorted()
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            parts.add("small dot: stopped after "
                    + stopped.stream().map(String::valueOf).collect(Collectors.joining(" or ")) + " of " + lastRung
                    + " epochs");
        }
        long beyond = count(this::isBeyond);
        if (beyond > 0) {
            parts.add("red, at the edge: " + beyond + " far worse");
        }
        if (failed > 0) {
            parts.add(failed + " diverged");
        }
        return String.join(" · ", parts);
    }

    private long count(Predicate<SettingSummary> which) {
        return shown.stream().filter(which).count();
    }

    private String title() {
        return SweepFigure.name(metric) + " by the values of "
                + (paths.isEmpty() ? "nothing" : String.join(", ", paths))
                + (shown.isEmpty()
                        ? ": all diverged"
                        : ": best " + Numerals.score(shown.get(0).mean()) + " with "
                                + shown.get(0).label());
    }
}
