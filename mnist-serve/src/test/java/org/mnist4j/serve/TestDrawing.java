package org.mnist4j.serve;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.model.TestNetworks;
import org.mnist4j.random.RandomStream;

/**
 * A drawing to prepare, and a hundred of them that a seed determines: lines of any thickness, and test images that are enlarged,
 * put anywhere, slanted, made faint, noisy or inverted, on paper of any size and shade, with specks, ruled lines, a frame or uneven light.
 */
record TestDrawing(String name, byte[] pixels, int height, int width) {

    private static final int COUNT = 100;

    static List<TestDrawing> all() {
        List<TestDrawing> drawings = new ArrayList<>();
        ImageDataset digits = TestNetworks.digits(COUNT);
        for (int i = 0; i < COUNT; i++) {
            RandomStream random = RandomStream.of(11, "drawings", i);
            drawings.add(i % 2 == 0 ? lines(i, random) : digit(i, digits.pixels(i), random));
        }
        return drawings;
    }

    /** One to three polylines, as a mouse draws them, on a sheet of 28 to 140 pixels. */
    private static TestDrawing lines(int number, RandomStream random) {
        int side = new int[] {28, 28, 56, 140}[random.nextInt(4)];
        double radius = side * (0.01 + 0.08 * random.nextDouble());
        double[] values = new double[side * side];
        for (int line = 1 + random.nextInt(3); line > 0; line--) {
            double fromX = side * random.nextDouble();
            double fromY = side * random.nextDouble();
            for (int corner = 1 + random.nextInt(4); corner > 0; corner--) {
                double toX = side * random.nextDouble();
                double toY = side * random.nextDouble();
                line(values, side, radius, fromX, fromY, toX, toY);
                fromX = toX;
                fromY = toY;
            }
        }
        return finished("lines " + number, values, side, side, random);
    }

    private static void line(double[] values, int side, double radius, double ax, double ay, double bx, double by) {
        double length = (bx - ax) * (bx - ax) + (by - ay) * (by - ay);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double px = x + 0.5 - ax;
                double py = y + 0.5 - ay;
                double along = Math.max(0, Math.min(1, (px * (bx - ax) + py * (by - ay)) / length));
                double distance = Math.hypot(px - along * (bx - ax), py - along * (by - ay));
                double ink = 255 * Math.max(0, Math.min(1, radius + 0.5 - distance));
                values[y * side + x] = Math.max(values[y * side + x], ink);
            }
        }
    }

    /** A test image, enlarged once to four times, somewhere on a sheet; every other leans by 39 degrees more to one side. */
    private static TestDrawing digit(int number, byte[] pixels, RandomStream random) {
        int scale = 1 + random.nextInt(4);
        int height = 28 * scale + random.nextInt(40);
        int width = 28 * scale + random.nextInt(40);
        int top = random.nextInt(height - 28 * scale + 1);
        int left = random.nextInt(width - 28 * scale + 1);
        double[] values = new double[height * width];
        double lean = number % 4 == 1 ? 0 : number % 8 == 3 ? 0.8 : -0.8;
        for (int y = 0; y < 28 * scale; y++) {
            int shift = (int) Math.round(lean * (14 * scale - y));
            for (int x = Math.max(0, shift); x < Math.min(28 * scale, 28 * scale + shift); x++) {
                values[(top + y) * width + left + x] = pixels[y / scale * 28 + (x - shift) / scale] & 0xFF;
            }
        }
        spoil(values, height, width, random);
        return finished("digit " + number, values, height, width, random);
    }

    /** Specks, ruled lines, a frame, or paper that gets lighter from left to right; or none of these. */
    private static void spoil(double[] values, int height, int width, RandomStream random) {
        int kind = random.nextInt(6);
        int rule = 12 + random.nextInt(20);
        int slant = 20 + random.nextInt(100);
        int frame = 2 + random.nextInt(5);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean onFrame = Math.min(Math.min(y, x), Math.min(height - 1 - y, width - 1 - x)) < frame;
                boolean spoilt = kind == 0 && random.nextInt(600) == 0
                        || kind == 1 && (y + x / slant) % rule == 0
                        || kind == 2 && onFrame;
                double paper = kind == 3 ? 120.0 * x / width : 0;
                int at = y * width + x;
                values[at] = spoilt ? 255 : paper + values[at] * (255 - paper) / 255;
            }
        }
    }

    /** Half of the drawings are faint, on grey paper; a third has noise, and every other is dark on light. */
    private static TestDrawing finished(String name, double[] values, int height, int width, RandomStream random) {
        boolean faint = random.nextInt(2) == 0;
        double paper = faint ? 60 * random.nextDouble() : 0;
        double contrast = faint ? 0.3 + 0.4 * random.nextDouble() : 1;
        double noise = random.nextInt(3) == 0 ? 20 : 0;
        boolean inverted = random.nextInt(2) == 0;
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            double value = paper + contrast * values[i] + noise * (random.nextDouble() - 0.5);
            int grey = (int) Math.max(0, Math.min(255, Math.round(value)));
            pixels[i] = (byte) (inverted ? 255 - grey : grey);
        }
        return new TestDrawing(name, pixels, height, width);
    }

    @Override
    public String toString() {
        return name;
    }
}
