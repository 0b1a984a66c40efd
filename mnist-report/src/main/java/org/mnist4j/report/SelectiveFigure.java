package org.mnist4j.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Interval;
import org.mnist4j.metrics.RiskCoverage;
import org.mnist4j.metrics.SelectivePoint;
import org.mnist4j.metrics.WilsonInterval;
import org.mnist4j.model.Calibration;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Point;
import org.mnist4j.report.Mark.Stroke;

/** Selective accuracy over coverage, with intervals at a few coverages and the threshold of a calibrated model. */
final class SelectiveFigure {
    private static final double MARGIN = 20;
    private static final double LEFT = MARGIN + 62;
    private static final double TOP = MARGIN + 88;
    private static final double WIDTH = 330;
    private static final double HEIGHT = 260;
    private static final double WHISKER = 4;
    private static final double CONFIDENCE = 0.95;
    private static final int STEPS = 200;

    /** At a few percent the curve is that of a handful of images. */
    private static final int FIRST_STEP = STEPS / 20;

    private static final double[] MARKED = {1, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5};
    private static final Stroke GRID = Stroke.solid(Palette.RULE, 1);
    private static final Stroke CURVE = Stroke.solid(Palette.ACCENT, 2);
    private static final Stroke SPREAD = Stroke.solid(Palette.INK, 1.2);
    private static final Stroke STATED = Stroke.dashed(Palette.MUTED, 1.2, 5, 4);

    private final EvaluationReport report;
    private final RiskCoverage coverage;
    private final @Nullable Calibration calibration;
    private final FigureBuilder figure = new FigureBuilder();

    private SelectiveFigure(EvaluationReport report, @Nullable Calibration calibration) {
        this.report = report;
        this.coverage = RiskCoverage.of(report.predictions());
        this.calibration = calibration;
    }

    static Figure of(EvaluationReport report, @Nullable Calibration calibration) {
        return new SelectiveFigure(report, calibration).draw();
    }

    /** The points with an interval, from all images to the most confident half; empty without images. */
    static List<SelectivePoint> marked(RiskCoverage coverage) {
        List<SelectivePoint> points = new ArrayList<>();
        for (double share : coverage.examples() == 0 ? new double[0] : MARKED) {
            points.add(coverage.atCoverage(share));
        }
        return points;
    }

    static Interval interval(SelectivePoint point) {
        return WilsonInterval.of(point.accepted() - point.wrong(), point.accepted(), CONFIDENCE);
    }

    private Figure draw() {
        String title = "Selective accuracy";
        figure.bold(MARGIN, MARGIN + 13, title, FigureBuilder.TITLE, Anchor.START, Palette.INK);
        List<SelectivePoint> marked = marked(coverage);
        if (marked.isEmpty()) {
            figure.text(MARGIN, MARGIN + 36, "no images", FigureBuilder.BODY, Anchor.START, Palette.MUTED);
            return figure.build(LEFT + WIDTH + MARGIN + 18, 80, title + ": no images");
        }
        SelectivePoint most = coverage.atCoverage(0.9);
        String note = "all images: " + Numerals.precisePercent(report.accuracy()) + "; the most confident "
                + Numerals.percent(most.coverage()) + ": " + Numerals.precisePercent(most.accuracy());
        String area = "area under the risk " + Numerals.decimals(coverage.area(), 5, "");
        figure.text(MARGIN, MARGIN + 32, note, FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        figure.text(MARGIN, MARGIN + 49, area, FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        List<SelectivePoint> curve = new ArrayList<>();
        for (int step = FIRST_STEP; step <= STEPS; step++) {
            curve.add(coverage.atCoverage((double) step / STEPS));
        }
        AxisTicks ticks = ticks(curve, marked);
        grid(ticks);
        threshold(ticks);
        List<Point> line = curve.stream()
                .map(point -> new Point(across(point.coverage()), up(ticks, point.accuracy())))
                .toList();
        figure.add(new Mark.Polyline(line, CURVE));
        marked.forEach(point -> point(ticks, point));
        return figure.build(LEFT + WIDTH + MARGIN + 18, TOP + HEIGHT + 40 + MARGIN, title + ": " + note + "; " + area);
    }

    private AxisTicks ticks(List<SelectivePoint> curve, List<SelectivePoint> marked) {
        double low = 1;
        for (SelectivePoint point : curve) {
            low = Math.min(low, point.accuracy());
        }
        for (SelectivePoint point : marked) {
            low = Math.min(low, interval(point).low());
        }
        return AxisTicks.enclosing(100 * low, 100, 5);
    }

    private void grid(AxisTicks ticks) {
        for (double tick : ticks.values()) {
            double level = up(ticks, tick / 100);
            figure.line(LEFT, level, LEFT + WIDTH, level, GRID);
            String label = Numerals.decimals(tick, ticks.digits(), "%");
            figure.text(LEFT - 8, level + 4, label, FigureBuilder.SMALL, Anchor.END, Palette.MUTED);
        }
        for (int fifth = 0; fifth <= 5; fifth++) {
            String label = 20 * fifth + "%";
            double x = across(fifth / 5.0);
            figure.text(x, TOP + HEIGHT + 18, label, FigureBuilder.SMALL, Anchor.MIDDLE, Palette.MUTED);
        }
        figure.turned(MARGIN + 10, TOP, "accuracy", FigureBuilder.BODY, Anchor.END, Palette.INK, -90);
        figure.text(
                LEFT + WIDTH / 2,
                TOP + HEIGHT + 38,
                "coverage: the most confident share of the images",
                FigureBuilder.BODY,
                Anchor.MIDDLE,
                Palette.INK);
    }

    /** What is sure, and the accuracy that was stated for it. */
    private void threshold(AxisTicks ticks) {
        if (calibration == null) {
            return;
        }
        SelectivePoint sure = coverage.atThreshold(calibration.threshold());
        double stated = 1 - calibration.maxError();
        FigureBuilder part = new FigureBuilder();
        double x = across(sure.coverage());
        part.line(x, TOP - 8, x, TOP + HEIGHT, STATED);
        if (100 * stated >= ticks.low()) {
            part.line(LEFT, up(ticks, stated), LEFT + WIDTH, up(ticks, stated), STATED);
        }
        String label = "sure: " + Numerals.percent(sure.coverage()) + ", stated: " + Numerals.shortPercent(stated);
        part.text(LEFT + WIDTH, TOP - 14, label, FigureBuilder.SMALL, Anchor.END, Palette.MUTED);
        figure.group("sure predictions: " + description(sure), part);
    }

    private void point(AxisTicks ticks, SelectivePoint point) {
        Interval interval = interval(point);
        double x = across(point.coverage());
        FigureBuilder part = new FigureBuilder();
        part.line(x, up(ticks, interval.high()), x, up(ticks, interval.low()), SPREAD);
        for (double end : new double[] {interval.low(), interval.high()}) {
            part.line(x - WHISKER, up(ticks, end), x + WHISKER, up(ticks, end), SPREAD);
        }
        part.circle(x, up(ticks, point.accuracy()), 4, Palette.ACCENT, Stroke.solid(Palette.PAPER, 1));
        figure.group(description(point), part);
    }

    private static String description(SelectivePoint point) {
        String accepted = "confidence " + Numerals.score(point.threshold()) + " or more: "
                + Numerals.images(point.accepted()) + " (" + Numerals.percent(point.coverage()) + ")";
        if (point.accepted() == 0) {
            return accepted;
        }
        Interval interval = interval(point);
        return accepted + ", " + Numerals.count(point.wrong()) + " wrong, accuracy "
                + Numerals.precisePercent(point.accuracy()) + " (95% interval "
                + Numerals.precisePercent(interval.low()) + " to " + Numerals.precisePercent(interval.high()) + ")";
    }

    private static double across(double share) {
        return LEFT + share * WIDTH;
    }

    private static double up(AxisTicks ticks, double share) {
        return TOP + HEIGHT * (1 - (100 * share - ticks.low()) / (ticks.high() - ticks.low()));
    }
}
