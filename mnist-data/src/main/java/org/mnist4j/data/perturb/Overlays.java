package org.mnist4j.data.perturb;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.data.stroke.Pen;
import org.mnist4j.data.stroke.Polyline;
import org.mnist4j.data.stroke.Strokes;
import org.mnist4j.random.RandomStream;

/** What lies over a digit: lines, stripes and blots. */
final class Overlays {

    private static final double[] STRIPES = {3, 4, 5, 6, 7}; // columns at each side; MNIST-C has 7
    private static final double[] LINES = {1, 2, 3, 4, 5}; // MNIST-C has one
    private static final double LINE_WIDTH = 2;
    private static final double DOT = 2;
    private static final double ZIG = 2; // along and across a zigzag
    private static final double[] BLOTTED = {1.645, 1.282, 0.994, 0.706, 0.440}; // quantiles of 95, 90, 84, 76 and 67%
    private static final double BLOT_SIGMA = 2;
    private static final double BLOT_EDGE = 4;
    private static final double MUD = 63 / 255.0; // MNIST-C
    private static final double[] RULES = {0.2, 0.35, 0.5, 0.65, 0.8};
    private static final double RULE_DISTANCE = 7;

    private Overlays() {}

    /** Inverts bands at the left and right side. */
    static Effect.Severities stripe(Picture image, RandomStream random) {
        return severity -> {
            double band = Effect.of(STRIPES, severity) * image.width / 28;
            return image.with(
                    (y, x) -> x + 0.5 < band || x + 0.5 > image.width - band ? 1 - image.at(y, x) : image.at(y, x));
        };
    }

    /** Lines of dots from side to side: two columns with ink, two without. */
    static Effect.Severities dottedLine(Picture image, RandomStream random) {
        return drawn(
                image,
                List.of(
                        dots(image, random),
                        dots(image, random),
                        dots(image, random),
                        dots(image, random),
                        dots(image, random)));
    }

    /** Zigzag lines from side to side that rise or fall by up to 5 pixels. */
    static Effect.Severities zigzag(Picture image, RandomStream random) {
        return drawn(
                image,
                List.of(
                        zigzagLine(image, random),
                        zigzagLine(image, random),
                        zigzagLine(image, random),
                        zigzagLine(image, random),
                        zigzagLine(image, random)));
    }

    private static Effect.Severities drawn(Picture image, List<List<Polyline>> lines) {
        return severity -> {
            List<Polyline> all = new ArrayList<>();
            lines.subList(0, (int) Effect.of(LINES, severity)).forEach(all::addAll);
            byte[] drawn = Pen.ofWidth(LINE_WIDTH * image.unit()).draw(Strokes.of(all), image.height, image.width);
            return image.with((y, x) -> image.at(y, x) + (drawn[y * image.width + x] & 0xFF) / 255.0);
        };
    }

    private static List<Polyline> dots(Picture image, RandomStream random) {
        double from = random.nextDouble() * (image.height - 1);
        double to = random.nextDouble() * (image.height - 1);
        double slope = (to - from) / Math.max(1, image.width - 1);
        double dot = DOT * image.unit();
        List<Polyline> dots = new ArrayList<>();
        for (double start = dot; start < image.width; start += 2 * dot) {
            double middle = start + 0.5 * image.unit();
            dots.add(Polyline.of(new double[] {middle}, new double[] {from + slope * middle}));
        }
        return dots;
    }

    private static List<Polyline> zigzagLine(Picture image, RandomStream random) {
        double unit = image.unit();
        double startX = 2 * unit;
        double startY = random.nextDouble() * (image.height - 1);
        double alongX = image.width - 1 - 2 * startX;
        double alongY = 5 * unit * (2 * random.nextDouble() - 1);
        double length = Math.sqrt(alongX * alongX + alongY * alongY);
        int turns = (int) Math.max(1, length / (2 * ZIG * unit));
        double[] x = new double[turns + 2];
        double[] y = new double[turns + 2];
        for (int i = 0; i < x.length; i++) {
            double place = i == 0 ? 0 : i > turns ? 1 : (i - 0.5) / turns;
            double across = i == 0 || i > turns ? 0 : i % 2 == 1 ? ZIG * unit / length : -ZIG * unit / length;
            x[i] = startX + place * alongX - across * alongY;
            y[i] = startY + place * alongY + across * alongX;
        }
        return List.of(Polyline.of(x, y));
    }

    /** Blots where smoothed noise exceeds a threshold. */
    static Effect.Severities spatter(Picture image, RandomStream random) {
        double[] field = Fields.smooth(image, BLOT_SIGMA, random);
        return severity -> image.with((y, x) -> {
            double above = BLOT_EDGE * (field[y * image.width + x] - Effect.of(BLOTTED, severity));
            double share = Math.max(0, Math.min(1, above));
            return (1 - share) * image.at(y, x) + share * MUD;
        });
    }

    /** Dark horizontal lines on the paper, one pixel wide, seven pixels apart. */
    static Effect.Severities ruledLines(Picture image, RandomStream random) {
        double distance = RULE_DISTANCE * image.unit();
        List<Polyline> rules = new ArrayList<>();
        for (double y = distance * random.nextDouble(); y < image.height; y += distance) {
            rules.add(Polyline.of(new double[] {-1, image.width}, new double[] {y, y}));
        }
        byte[] drawn = Pen.ofWidth(image.unit()).draw(Strokes.of(rules), image.height, image.width);
        return severity ->
                image.darkened((y, x) -> Effect.of(RULES, severity) * (drawn[y * image.width + x] & 0xFF) / 255);
    }
}
