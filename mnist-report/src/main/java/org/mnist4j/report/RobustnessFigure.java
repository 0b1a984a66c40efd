package org.mnist4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.perturb.Perturbation;
import org.mnist4j.report.Mark.Anchor;
import org.mnist4j.report.Mark.Point;
import org.mnist4j.report.Mark.Stroke;
import org.mnist4j.robustness.RobustnessReport;

/** A small panel per family of perturbations: accuracy over severity, and below it one image in each severity. */
final class RobustnessFigure {
    private static final double MARGIN = 20;
    private static final double HEADER = 68;
    private static final int COLUMNS = 4;
    private static final double GAP = 18;
    private static final double AXIS = 36; // left of the plot
    private static final double SLOT = 30; // per severity
    private static final int PICTURE = 28;
    private static final double TITLE = 24;
    private static final double PLOT = 66;
    private static final double ROOM = 8; // between the plot and the pictures
    private static final double WIDTH = AXIS + (Perturbation.SEVERITIES + 1) * SLOT;
    private static final double HEIGHT = TITLE + PLOT + ROOM + PICTURE + 16;
    private static final Stroke GRID = Stroke.solid(Palette.RULE, 1);
    private static final Stroke OWN = Stroke.solid(Palette.ACCENT, 2);
    private static final Stroke BASELINE = Stroke.dashed(Palette.MUTED, 1.2, 4, 3);

    private final RobustnessReport report;
    private final ImageDataset test;
    private final int example;

    private RobustnessFigure(RobustnessReport report, ImageDataset test) {
        this.report = report;
        this.test = test;
        this.example = example(test);
    }

    static Figure of(RobustnessReport report, ImageDataset test) {
        return new RobustnessFigure(report, test).draw();
    }

    /** Each panel alone, for pages that arrange them. */
    static List<Figure> panels(RobustnessReport report, ImageDataset test) {
        RobustnessFigure figure = new RobustnessFigure(report, test);
        return Arrays.stream(Perturbation.values()).map(figure::alone).toList();
    }

    /** What the panels show. */
    static String note(RobustnessReport report, ImageDataset test) {
        int example = example(test);
        return "Severity 0 is without perturbation. The images are image " + example + " of " + test.name() + ", a "
                + test.classNames().get(test.label(example)) + "."
                + report.baseline()
                        .map(baseline -> " Dashed: " + baselineName(baseline) + ".")
                        .orElse("");
    }

    static String baselineName(RobustnessReport baseline) {
        return baseline.isPresetSeed() ? "the preset seed" : "the baseline model";
    }

    /** The first image of a class in the middle: of MNIST a 3, which perturbations change in more ways than a 0 or a 1. */
    private static int example(ImageDataset test) {
        int clazz = test.classes() / 3;
        return IntStream.range(0, test.size())
                .filter(i -> test.label(i) == clazz)
                .findFirst()
                .orElse(0);
    }

    private Figure draw() {
        FigureBuilder figure = new FigureBuilder();
        String title = "Robustness";
        String mean = "mean accuracy " + Numerals.percent(report.meanAccuracy()) + " under "
                + Perturbation.values().length + " perturbations, " + Numerals.percent(report.cleanAccuracy())
                + " without"
                + report.baseline()
                        .map(baseline -> "; mean corruption error "
                                + Numerals.decimals(report.meanCorruptionError(), 3, "") + ", 1 is "
                                + baselineName(baseline))
                        .orElse("");
        figure.bold(MARGIN, MARGIN + 13, title, FigureBuilder.TITLE, Anchor.START, Palette.INK);
        figure.text(MARGIN, MARGIN + 32, mean, FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        figure.text(MARGIN, MARGIN + 49, note(report, test), FigureBuilder.BODY, Anchor.START, Palette.MUTED);
        Perturbation[] families = Perturbation.values();
        for (int k = 0; k < families.length; k++) {
            double x = MARGIN + k % COLUMNS * (WIDTH + GAP);
            double y = MARGIN + HEADER + k / COLUMNS * (HEIGHT + GAP);
            panel(figure, families[k], x, y);
        }
        int rows = (families.length + COLUMNS - 1) / COLUMNS;
        return figure.build(
                2 * MARGIN + COLUMNS * (WIDTH + GAP) - GAP,
                2 * MARGIN + HEADER + rows * (HEIGHT + GAP) - GAP,
                title + ": " + mean);
    }

    private Figure alone(Perturbation family) {
        FigureBuilder figure = new FigureBuilder();
        panel(figure, family, 0, 0);
        return figure.build(WIDTH + 4, HEIGHT, description(family));
    }

    private void panel(FigureBuilder figure, Perturbation family, double x, double y) {
        FigureBuilder part = new FigureBuilder();
        part.bold(x, y + 12, family.id(), FigureBuilder.BODY, Anchor.START, Palette.INK);
        String mean = "mean " + Numerals.percent(report.accuracy(family));
        part.text(x + WIDTH, y + 12, mean, FigureBuilder.SMALL, Anchor.END, Palette.MUTED);
        double base = y + TITLE + PLOT;
        for (int half = 0; half <= 2; half++) {
            double level = base - half * PLOT / 2;
            part.line(x + AXIS, level, x + WIDTH, level, GRID);
            part.text(x + AXIS - 6, level + 4, 50 * half + "%", FigureBuilder.SMALL, Anchor.END, Palette.MUTED);
        }
        report.baseline()
                .ifPresent(baseline -> line(
                        part,
                        x,
                        base,
                        BASELINE,
                        severity -> severity == 0 ? baseline.cleanAccuracy() : baseline.accuracy(family, severity)));
        IntToDoubleFunction own = severity -> accuracy(family, severity);
        line(part, x, base, OWN, own);
        for (int severity = 0; severity <= Perturbation.SEVERITIES; severity++) {
            double level = base - own.applyAsDouble(severity) * PLOT;
            part.circle(across(x, severity), level, 3, Palette.ACCENT, Stroke.solid(Palette.PAPER, 1));
        }
        pictures(part, family, x, base + ROOM);
        figure.group(description(family), part);
    }

    private void line(FigureBuilder part, double x, double base, Stroke stroke, IntToDoubleFunction accuracy) {
        List<Point> points = new ArrayList<>();
        for (int severity = 0; severity <= Perturbation.SEVERITIES; severity++) {
            points.add(new Point(across(x, severity), base - accuracy.applyAsDouble(severity) * PLOT));
        }
        part.add(new Mark.Polyline(points, stroke));
    }

    private void pictures(FigureBuilder part, Perturbation family, double x, double top) {
        List<byte[]> images = new ArrayList<>();
        images.add(test.pixels(example));
        images.addAll(family.apply(test.pixels(example), test.shape(), report.seed(), example));
        for (int severity = 0; severity < images.size(); severity++) {
            Pixels pixels = Pixels.of(test.shape(), images.get(severity)).within(PICTURE);
            double fit = (double) PICTURE / Math.max(pixels.width(), pixels.height());
            double width = fit * pixels.width();
            double middle = across(x, severity);
            part.add(new Mark.Picture(middle - width / 2, top, width, fit * pixels.height(), pixels));
            part.frame(middle - width / 2, top, width, fit * pixels.height(), GRID);
            String label = Integer.toString(severity);
            part.text(middle, top + PICTURE + 13, label, FigureBuilder.SMALL, Anchor.MIDDLE, Palette.MUTED);
        }
    }

    private double accuracy(Perturbation family, int severity) {
        return severity == 0 ? report.cleanAccuracy() : report.accuracy(family, severity);
    }

    private String description(Perturbation family) {
        StringBuilder text = new StringBuilder(family.id()).append(": accuracy");
        for (int severity = 0; severity <= Perturbation.SEVERITIES; severity++) {
            text.append(severity == 0 ? " " : ", ").append(Numerals.percent(accuracy(family, severity)));
        }
        return text.append(" at severities 0 to ")
                .append(Perturbation.SEVERITIES)
                .toString();
    }

    private static double across(double x, int severity) {
        return x + AXIS + (severity + 0.5) * SLOT;
    }
}
