package org.mnist4j.report;

import java.util.List;
import org.mnist4j.metrics.EvaluationReport;
import org.mnist4j.metrics.Interval;
import org.mnist4j.metrics.ReliabilityBin;
import org.mnist4j.metrics.WilsonInterval;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Stroke;

/** A reliability diagram: accuracy over confidence, and below it the number of images per bin. */
final class ReliabilityFigure {
    private static final double MARGIN = 20;
    private static final double HEADER = 72;
    private static final double LEFT = MARGIN + 62;
    private static final double SIDE = 330;
    private static final double TOP = MARGIN + HEADER;
    private static final double GAP = 18;
    private static final double COUNTS = 72;
    private static final double WHISKER = 4;
    private static final double CONFIDENCE = 0.95;
    private static final Stroke GRID = Stroke.solid(Palette.RULE, 1);
    private static final Stroke PERFECT = Stroke.dashed(Palette.MUTED, 1.2, 5, 4);
    private static final Stroke SPREAD = Stroke.solid(Palette.INK, 1.2);

    private final EvaluationReport report;
    private final List<ReliabilityBin> bins;
    private final long most;
    private final FigureBuilder figure = new FigureBuilder();

    private ReliabilityFigure(EvaluationReport report) {
        this.report = report;
        this.bins = report.reliabilityBins();
        this.most = bins.stream().mapToLong(ReliabilityBin::count).max().orElse(0);
    }

    static Figure of(EvaluationReport report) {
        return new ReliabilityFigure(report).draw();
    }

    private Figure draw() {
        String title = "Reliability";
        String error = "expected calibration error " + Numerals.score(report.expectedCalibrationError()) + " in "
                + bins.size() + " bins";
        String means = "mean confidence " + Numerals.precisePercent(meanConfidence()) + ", accuracy "
                + Numerals.precisePercent(most == 0 ? Double.NaN : report.accuracy());
        figure.bold(MARGIN, MARGIN + 13, title, FigureBuilder.TITLE, Anchor.START, Palette.INK);
        figure.text(MARGIN, MARGIN + 32, error, FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        figure.text(MARGIN, MARGIN + 49, means, FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        grid();
        bins.stream().filter(bin -> bin.count() > 0).forEach(this::bar);
        figure.line(across(0), up(0), across(1), up(1), PERFECT);
        bins.stream().filter(bin -> bin.count() > 0).forEach(this::point);
        counts();
        double bottom = TOP + SIDE + GAP + COUNTS + 40;
        return figure.build(LEFT + SIDE + MARGIN + 18, bottom + MARGIN, title + ": " + error + "; " + means);
    }

    private void grid() {
        for (int fifth = 0; fifth <= 5; fifth++) {
            double share = fifth / 5.0;
            figure.line(LEFT, up(share), LEFT + SIDE, up(share), GRID);
            String label = 20 * fifth + "%";
            figure.text(LEFT - 8, up(share) + 4, label, FigureBuilder.SMALL, Anchor.END, Palette.MUTED);
            double base = TOP + SIDE + GAP + COUNTS;
            figure.text(across(share), base + 17, label, FigureBuilder.SMALL, Anchor.MIDDLE, Palette.MUTED);
        }
        figure.turned(MARGIN + 10, TOP, "accuracy", FigureBuilder.BODY, Anchor.END, Palette.INK, -90);
        figure.text(
                LEFT + SIDE / 2,
                TOP + SIDE + GAP + COUNTS + 36,
                "confidence: probability of the predicted class",
                FigureBuilder.BODY,
                Anchor.MIDDLE,
                Palette.INK);
    }

    private void bar(ReliabilityBin bin) {
        double width = across(bin.high()) - across(bin.low());
        double level = up(bin.accuracy());
        FigureBuilder part = new FigureBuilder();
        part.fill(across(bin.low()) + 0.5, level, width - 1, up(0) - level, Palette.level(8));
        figure.group(description(bin), part);
    }

    private void point(ReliabilityBin bin) {
        Interval interval = interval(bin);
        double x = across(bin.meanConfidence());
        FigureBuilder part = new FigureBuilder();
        part.line(x, up(interval.high()), x, up(interval.low()), SPREAD);
        part.line(x - WHISKER, up(interval.high()), x + WHISKER, up(interval.high()), SPREAD);
        part.line(x - WHISKER, up(interval.low()), x + WHISKER, up(interval.low()), SPREAD);
        part.circle(x, up(bin.accuracy()), 4, Palette.ACCENT, Stroke.solid(Palette.PAPER, 1));
        figure.group(description(bin), part);
    }

    /** The counts span powers of ten, hence the logarithmic scale. */
    private void counts() {
        double base = TOP + SIDE + GAP + COUNTS;
        for (long tick = 1; tick <= most; tick *= 10) {
            double level = base - height(tick);
            figure.line(LEFT, level, LEFT + SIDE, level, GRID);
            // Above 100,000 images the lines are too close to label each.
            if (tick == 1 || height(10) - height(1) > 13) {
                String label = Numerals.count(tick);
                figure.text(LEFT - 8, level + 4, label, FigureBuilder.SMALL, Anchor.END, Palette.MUTED);
            }
        }
        figure.line(LEFT, base, LEFT + SIDE, base, GRID);
        for (ReliabilityBin bin : bins) {
            if (bin.count() > 0) {
                double width = across(bin.high()) - across(bin.low());
                FigureBuilder part = new FigureBuilder();
                double height = height(bin.count());
                part.fill(across(bin.low()) + 0.5, base - height, width - 1, height, Palette.level(20));
                figure.group(description(bin), part);
            }
        }
        figure.turned(MARGIN + 10, TOP + SIDE + GAP, "images", FigureBuilder.BODY, Anchor.END, Palette.INK, -90);
    }

    private double height(long count) {
        return COUNTS * (Math.log10(count) + 0.3) / (Math.log10(most) + 0.3);
    }

    static Interval interval(ReliabilityBin bin) {
        return WilsonInterval.of(Math.round(bin.accuracy() * bin.count()), bin.count(), CONFIDENCE);
    }

    private double meanConfidence() {
        double sum = bins.stream()
                .filter(bin -> bin.count() > 0)
                .mapToDouble(bin -> bin.count() * bin.meanConfidence())
                .sum();
        return sum / report.confusionMatrix().total();
    }

    private static String description(ReliabilityBin bin) {
        Interval interval = interval(bin);
        return "confidence " + Numerals.percent(bin.low()) + " to " + Numerals.percent(bin.high()) + ": "
                + Numerals.images(bin.count()) + ", mean confidence " + Numerals.percent(bin.meanConfidence())
                + ", accuracy " + Numerals.percent(bin.accuracy()) + " (95% interval "
                + Numerals.percent(interval.low())
                + " to " + Numerals.percent(interval.high()) + ")";
    }

    private static double across(double share) {
        return LEFT + share * SIDE;
    }

    private static double up(double share) {
        return TOP + (1 - share) * SIDE;
    }
}
