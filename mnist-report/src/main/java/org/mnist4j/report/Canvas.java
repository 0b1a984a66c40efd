package org.mnist4j.report;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

/**
 * A bitmap for filling shapes with anti-aliased edges.
 *
 * <p>Each row of pixels is cut into eight scan lines. On a scan line, the shape's inside (non-zero winding) is a set of
 * intervals, and each pixel gets the exact length of the intervals within it; the mean of the eight is its coverage.
 * {@code java.awt.Graphics2D} would do the same, but creating one connects to the display: this fails on a server with an
 * invalid DISPLAY and shows a dock icon on macOS.
 */
final class Canvas {
    private static final int LINES = 8;
    private static final int BLENDS = 16;
    private static final double FLATNESS = 0.1;

    private final int width;
    private final int height;
    private final int[] rgb; // [height][width], 0xRRGGBB

    Canvas(int width, int height, int background) {
        this.width = width;
        this.height = height;
        this.rgb = new int[Math.multiplyExact(width, height)];
        Arrays.fill(rgb, background);
    }

    int rgb(int x, int y) {
        return rgb[y * width + x];
    }

    /** Sets one pixel; ignores positions outside the bitmap. */
    void set(int x, int y, int colour) {
        if (x >= 0 && x < width && y >= 0 && y < height) {
            rgb[y * width + x] = colour;
        }
    }

    /** Fills the inside of a shape after transforming it to this bitmap's pixels. */
    void fill(Shape shape, AffineTransform toPixels, int colour) {
        Rectangle2D bounds = toPixels.createTransformedShape(shape).getBounds2D();
        int top = Math.max(0, (int) Math.floor(bounds.getMinY()));
        int bottom = Math.min(height, (int) Math.ceil(bounds.getMaxY()));
        int left = Math.max(0, (int) Math.floor(bounds.getMinX()));
        int right = Math.min(width, (int) Math.ceil(bounds.getMaxX()));
        if (top >= bottom || left >= right) {
            return;
        }
        ScanLine[] lines = new ScanLine[(bottom - top) * LINES];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = new ScanLine();
        }
        cross(shape.getPathIterator(toPixels, FLATNESS), lines, top);
        float[] coverage = new float[right - left];
        for (int y = top; y < bottom; y++) {
            Arrays.fill(coverage, 0);
            for (int line = 0; line < LINES; line++) {
                lines[(y - top) * LINES + line].addTo(coverage, left);
            }
            for (int x = left; x < right; x++) {
                float share = coverage[x - left] / LINES;
                if (share > 0) {
                    blend(y * width + x, colour, Math.min(1, share));
                }
            }
        }
    }

    /** Records where each edge of a flattened path crosses each scan line. */
    private static void cross(PathIterator path, ScanLine[] lines, int top) {
        double[] point = new double[6];
        double startX = 0;
        double startY = 0;
        double x = 0;
        double y = 0;
        for (; !path.isDone(); path.next()) {
            int segment = path.currentSegment(point);
            if (segment == PathIterator.SEG_LINETO) {
                edge(x, y, point[0], point[1], lines, top);
            } else {
                // Filling closes open subpaths.
                edge(x, y, startX, startY, lines, top);
            }
            if (segment == PathIterator.SEG_CLOSE) {
                x = startX;
                y = startY;
                continue;
            }
            x = point[0];
            y = point[1];
            if (segment == PathIterator.SEG_MOVETO) {
                startX = x;
                startY = y;
            }
        }
        edge(x, y, startX, startY, lines, top);
    }

    private static void edge(double x1, double y1, double x2, double y2, ScanLine[] lines, int top) {
        int winding = y1 < y2 ? 1 : -1;
        double upper = (Math.min(y1, y2) - top) * LINES - 0.5;
        double lower = (Math.max(y1, y2) - top) * LINES - 0.5;
        int first = Math.max(0, (int) Math.ceil(upper));
        int end = Math.min(lines.length, (int) Math.ceil(lower));
        for (int line = first; line < end; line++) {
            double y = top + (line + 0.5) / LINES;
            lines[line].add(x1 + (x2 - x1) * (y - y1) / (y2 - y1), winding);
        }
    }

    private void blend(int pixel, int colour, float share) {
        // Sixteen levels look smooth enough, and fewer colours compress better.
        rgb[pixel] = Palette.mix(rgb[pixel], colour, Math.round(share * BLENDS) / (double) BLENDS);
    }

    /** The places where a path's edges cross one horizontal line, from left to right, with their directions. */
    private static final class ScanLine {
        private double[] at = new double[8];
        private int[] winding = new int[8];
        private int size;

        void add(double x, int direction) {
            if (size == at.length) {
                at = Arrays.copyOf(at, 2 * size);
                winding = Arrays.copyOf(winding, 2 * size);
            }
            int place = size++;
            for (; place > 0 && at[place - 1] > x; place--) {
                at[place] = at[place - 1];
                winding[place] = winding[place - 1];
            }
            at[place] = x;
            winding[place] = direction;
        }

        /** Adds to each pixel, starting at {@code origin}, the length of the inside intervals within it. */
        void addTo(float[] coverage, int origin) {
            int turns = 0;
            for (int i = 0; i + 1 < size; i++) {
                turns += winding[i];
                if (turns != 0) {
                    addInterval(coverage, at[i] - origin, at[i + 1] - origin);
                }
            }
        }

        private static void addInterval(float[] coverage, double from, double to) {
            double left = Math.max(0, from);
            double right = Math.min(coverage.length, to);
            for (int x = (int) left; x < right; x++) {
                coverage[x] += (float) (Math.min(x + 1, right) - Math.max(x, left));
            }
        }
    }
}
