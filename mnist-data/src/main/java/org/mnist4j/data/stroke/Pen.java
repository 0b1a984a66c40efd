package org.mnist4j.data.stroke;

import java.util.Arrays;

/**
 * A round pen of constant width. With {@code d} the distance from the centre of a pixel to the line, the pixel gets 255 times
 * {@code width / 2 + 1/2 - d}, clamped to 0 and 1: ink with an edge of one pixel, as paint programs smooth it.
 */
public final class Pen {

    private final double width;

    private Pen(double width) {
        this.width = width;
    }

    /**
     * Returns a pen.
     *
     * @param width in pixels, greater than 0
     */
    public static Pen ofWidth(double width) {
        if (!(width > 0) || Double.isInfinite(width)) {
            throw new IllegalArgumentException("width: expected more than 0 pixels, was " + width);
        }
        return new Pen(width);
    }

    /**
     * Draws strokes on black.
     *
     * @param height rows of the image
     * @param width columns of the image
     * @return {@code [height][width]}, unsigned bytes
     */
    public byte[] draw(Strokes strokes, int height, int width) {
        double[] squared = new double[height * width]; // distances
        double reach = this.width / 2 + 0.5;
        Arrays.fill(squared, reach * reach);
        for (Polyline line : strokes.lines()) {
            measure(line, 0, 0, squared, height, width, reach);
            for (int i = 1; i < line.size(); i++) {
                measure(line, i - 1, i, squared, height, width, reach);
            }
        }
        byte[] image = new byte[squared.length];
        for (int i = 0; i < image.length; i++) {
            double share = Math.min(1, reach - Math.sqrt(squared[i]));
            image[i] = (byte) (255 * share + 0.5);
        }
        return image;
    }

    /** Lowers the squared distances of the pixels around the segment between two points. */
    private static void measure(
            Polyline line, int from, int to, double[] squared, int height, int width, double reach) {
        double x = line.x(from);
        double y = line.y(from);
        double alongX = line.x(to) - x;
        double alongY = line.y(to) - y;
        double length = alongX * alongX + alongY * alongY;
        int top = (int) Math.max(0, Math.ceil(Math.min(y, y + alongY) - reach));
        int bottom = (int) Math.min(height - 1.0, Math.floor(Math.max(y, y + alongY) + reach));
        int left = (int) Math.max(0, Math.ceil(Math.min(x, x + alongX) - reach));
        int right = (int) Math.min(width - 1.0, Math.floor(Math.max(x, x + alongX) + reach));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double toX = column - x;
                double toY = row - y;
                double place = length == 0 ? 0 : (toX * alongX + toY * alongY) / length;
                double nearest = Math.max(0, Math.min(1, place));
                double acrossX = toX - nearest * alongX;
                double acrossY = toY - nearest * alongY;
                double distance = acrossX * acrossX + acrossY * acrossY;
                int i = row * width + column;
                squared[i] = Math.min(squared[i], distance);
            }
        }
    }
}
