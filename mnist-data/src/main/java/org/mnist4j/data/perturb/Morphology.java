package org.mnist4j.data.perturb;

import java.util.Arrays;
import org.mnist4j.data.stroke.Ink;
import org.mnist4j.data.stroke.Polyline;
import org.mnist4j.data.stroke.Skeleton;

/** The ink of an image, its centre lines and the width of its strokes, in cells smaller than a pixel. */
final class Morphology {

    private static final double WINDOW = 2; // pixels around a place that give its line's direction

    final int scale;
    final Ink ink;
    final Ink skeleton;
    /** Twice the mean distance from the centre lines to the edge, in cells; Morpho-MNIST's mean thickness. */
    final double meanWidth;

    private final int[] lines; // cells of the skeleton
    private final double unit;

    private Morphology(Picture image) {
        unit = image.unit();
        scale = Ink.scale(image.height, image.width);
        ink = Ink.of(image.pixels, image.height, image.width);
        skeleton = Skeleton.of(ink);
        int[] found = new int[skeleton.count()];
        int count = 0;
        double sum = 0;
        for (int cell = 0; cell < ink.height() * ink.width(); cell++) {
            if (skeleton.at(cell / ink.width(), cell % ink.width())) {
                found[count++] = cell;
                sum += 2 * depth(cell);
            }
        }
        lines = found;
        meanWidth = count == 0 ? 0 : sum / count;
    }

    static Morphology of(Picture image) {
        return new Morphology(image);
    }

    boolean isEmpty() {
        return lines.length == 0;
    }

    /** The cells of the centre lines, row by row. */
    int[] lines() {
        return lines;
    }

    /** The column of a cell in pixels. */
    double x(int cell) {
        return (cell % ink.width() + 0.5) / scale - 0.5;
    }

    /** The row of a cell in pixels. */
    double y(int cell) {
        return (cell / ink.width() + 0.5) / scale - 0.5;
    }

    /** The cells of the centre lines that are farther than a distance from every end; all if there are none. */
    int[] awayFromEnds(double distance) {
        int[] ends = Arrays.stream(lines).filter(this::isEnd).toArray();
        int[] away = Arrays.stream(lines)
                .filter(cell -> Arrays.stream(ends).allMatch(end -> squaredDistance(cell, end) > distance * distance))
                .toArray();
        return away.length == 0 ? lines : away;
    }

    /**
     * A line across the stroke, as long as it is wide, longer by {@code beyond} pixels at both ends. The stroke's direction is the main
     * axis of the centre lines nearby.
     */
    Polyline across(int cell, double beyond) {
        double sumXx = 0;
        double sumXy = 0;
        double sumYy = 0;
        double window = WINDOW * unit * scale;
        for (int other : lines) {
            if (squaredDistance(cell, other) <= window * window) {
                double toX = x(other) - x(cell);
                double toY = y(other) - y(cell);
                sumXx += toX * toX;
                sumXy += toX * toY;
                sumYy += toY * toY;
            }
        }
        // The axis at angle t has tan 2t = 2 xy / (xx - yy); across it is (-sin t, cos t).
        double length = Math.sqrt((sumXx - sumYy) * (sumXx - sumYy) + 4 * sumXy * sumXy);
        double cosDouble = length == 0 ? 1 : (sumXx - sumYy) / length;
        double cos = Math.sqrt(Math.max(0, (1 + cosDouble) / 2));
        double sin = Math.sqrt(Math.max(0, (1 - cosDouble) / 2)) * (sumXy < 0 ? -1 : 1);
        double reach = depth(cell) / scale + beyond;
        return Polyline.of(
                new double[] {x(cell) - reach * sin, x(cell) + reach * sin},
                new double[] {y(cell) + reach * cos, y(cell) - reach * cos});
    }

    /** From the cell's centre to the edge of the ink, which is half a cell before the nearest paper's centre. */
    private double depth(int cell) {
        return Math.sqrt(ink.squaredDepth(cell / ink.width(), cell % ink.width())) - 0.5;
    }

    private boolean isEnd(int cell) {
        int y = cell / ink.width();
        int x = cell % ink.width();
        int neighbours = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                neighbours += skeleton.at(y + dy, x + dx) ? 1 : 0;
            }
        }
        return neighbours <= 2; // itself and one
    }

    private long squaredDistance(int cell, int other) {
        long down = cell / ink.width() - other / ink.width();
        long right = cell % ink.width() - other % ink.width();
        return down * down + right * right;
    }
}
