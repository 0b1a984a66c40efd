package org.mnist4j.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A digit drawn with a mouse, as paths: {@code drawings.txt} describes the format.
 *
 * @param label the digit, 0 to 9
 * @param style a name that is unique among the drawings of this digit
 * @param canvas the canvas's side in pixels
 * @param pen the pen's diameter in pixels
 * @param smooth whether the stroke's edge is antialiased
 * @param strokes for each stroke its points, {@code {x, y}} in hundredths of the canvas
 */
public record MouseDrawing(
        int label, String style, int canvas, double pen, boolean smooth, List<List<double[]>> strokes) {

    private static final int PIECES = 8;

    /** Returns all drawings in the order of the file. */
    public static List<MouseDrawing> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                MouseDrawing.class.getResourceAsStream("drawings.txt"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(MouseDrawing::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MouseDrawing parse(String line) {
        String[] halves = line.split(" : ");
        String[] head = halves[0].trim().split(" +");
        List<List<double[]>> strokes = new ArrayList<>();
        for (String stroke : halves[1].split(" / ")) {
            List<double[]> points = new ArrayList<>();
            for (String point : stroke.trim().split(" +")) {
                String[] xy = point.split(",");
                points.add(new double[] {Double.parseDouble(xy[0]), Double.parseDouble(xy[1])});
            }
            strokes.add(points);
        }
        return new MouseDrawing(
                Integer.parseInt(head[0]),
                head[1],
                Integer.parseInt(head[2]),
                Double.parseDouble(head[3]),
                head[4].equals("smooth"),
                strokes);
    }

    /** Returns the drawing as it was drawn, light on dark, {@code [canvas * canvas]} unsigned bytes. */
    public byte[] pixels() {
        return pixels(canvas, pen);
    }

    /** Returns the drawing on another canvas with another pen, light on dark, {@code [side * side]} unsigned bytes. */
    public byte[] pixels(int side, double diameter) {
        List<double[]> segments = segments(side);
        byte[] pixels = new byte[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double distance = Double.MAX_VALUE;
                for (double[] segment : segments) {
                    distance = Math.min(distance, distance(segment, x + 0.5, y + 0.5));
                }
                double inside = diameter / 2 - distance + 0.5;
                double share = smooth ? Math.max(0, Math.min(1, inside)) : inside >= 0.5 ? 1 : 0;
                pixels[y * side + x] = (byte) Math.round(255 * share);
            }
        }
        return pixels;
    }

    /** Returns the same picture dark on light. */
    public static byte[] inverted(byte[] pixels) {
        byte[] inverted = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            inverted[i] = (byte) ~pixels[i];
        }
        return inverted;
    }

    private List<double[]> segments(int side) {
        List<double[]> segments = new ArrayList<>();
        for (List<double[]> stroke : strokes) {
            double[] last = stroke.get(0);
            if (stroke.size() == 1) {
                segments.add(segment(last, last, side));
            }
            for (int i = 0; i + 1 < stroke.size(); i++) {
                for (int piece = 1; piece <= PIECES; piece++) {
                    double[] next = curve(stroke, i, piece / (double) PIECES);
                    segments.add(segment(last, next, side));
                    last = next;
                }
            }
        }
        return segments;
    }

    private static double[] segment(double[] from, double[] to, int side) {
        double scale = side / 100.0;
        return new double[] {from[0] * scale, from[1] * scale, to[0] * scale, to[1] * scale};
    }

    /** The uniform Catmull-Rom curve between the points i and i + 1; its ends continue straight on. */
    private static double[] curve(List<double[]> stroke, int i, double t) {
        double[] before = stroke.get(Math.max(0, i - 1));
        double[] from = stroke.get(i);
        double[] to = stroke.get(i + 1);
        double[] after = stroke.get(Math.min(stroke.size() - 1, i + 2));
        boolean leavesCorner = before[0] == from[0] && before[1] == from[1];
        boolean entersCorner = after[0] == to[0] && after[1] == to[1];
        double[] point = new double[2];
        for (int c = 0; c < 2; c++) {
            double out = leavesCorner ? to[c] - from[c] : (to[c] - before[c]) / 2;
            double in = entersCorner ? to[c] - from[c] : (after[c] - from[c]) / 2;
            double chord = to[c] - from[c];
            point[c] = from[c] + t * (out + t * (3 * chord - 2 * out - in + t * (out + in - 2 * chord)));
        }
        return point;
    }

    private static double distance(double[] segment, double x, double y) {
        double dx = segment[2] - segment[0];
        double dy = segment[3] - segment[1];
        double length = dx * dx + dy * dy;
        double along = length == 0 ? 0 : ((x - segment[0]) * dx + (y - segment[1]) * dy) / length;
        double clamped = Math.max(0, Math.min(1, along));
        double offX = x - segment[0] - clamped * dx;
        double offY = y - segment[1] - clamped * dy;
        return Math.sqrt(offX * offX + offY * offY);
    }

    @Override
    public String toString() {
        return label + " " + style;
    }
}
