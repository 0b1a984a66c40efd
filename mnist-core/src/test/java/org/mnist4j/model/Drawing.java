package org.mnist4j.model;

import java.util.stream.IntStream;
import org.mnist4j.data.DigitImage;
import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/** A square grayscale image, light on dark, and transformations of it. */
record Drawing(int side, byte[] pixels) {

    private static final int MNIST_SIDE = 28;

    /** Resizes the image with linear interpolation between the centres of the old pixels. */
    static Drawing enlarged(byte[] mnist, int scale) {
        int side = MNIST_SIDE * scale;
        byte[] pixels = new byte[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                pixels[y * side + x] = (byte) Math.round(between(mnist, place(y, scale), place(x, scale)));
            }
        }
        return new Drawing(side, pixels);
    }

    private static double place(int at, int scale) {
        return Math.max(0, Math.min(MNIST_SIDE - 1, (at + 0.5) / scale - 0.5));
    }

    private static double between(byte[] mnist, double y, double x) {
        int top = (int) y;
        int left = (int) x;
        int bottom = Math.min(MNIST_SIDE - 1, top + 1);
        int right = Math.min(MNIST_SIDE - 1, left + 1);
        double above = mix(mnist[top * MNIST_SIDE + left], mnist[top * MNIST_SIDE + right], x - left);
        double below = mix(mnist[bottom * MNIST_SIDE + left], mnist[bottom * MNIST_SIDE + right], x - left);
        return above + (below - above) * (y - top);
    }

    private static double mix(byte from, byte to, double share) {
        return (from & 0xFF) + ((to & 0xFF) - (from & 0xFF)) * share;
    }

    /** Sets every pixel to the brightest within a distance, as if drawn with a broader pen. */
    Drawing thickened(double radius) {
        int reach = (int) radius;
        byte[] thick = new byte[pixels.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                thick[y * side + x] = (byte) brightest(y, x, reach, radius * radius);
            }
        }
        return new Drawing(side, thick);
    }

    private int brightest(int y, int x, int reach, double squared) {
        int best = 0;
        for (int v = Math.max(0, y - reach); v <= Math.min(side - 1, y + reach); v++) {
            for (int u = Math.max(0, x - reach); u <= Math.min(side - 1, x + reach); u++) {
                if ((v - y) * (v - y) + (u - x) * (u - x) <= squared) {
                    best = Math.max(best, pixels[v * side + u] & 0xFF);
                }
            }
        }
        return best;
    }

    Drawing placed(int top, int left, int newSide) {
        byte[] larger = new byte[newSide * newSide];
        for (int y = 0; y < side; y++) {
            System.arraycopy(pixels, y * side, larger, (top + y) * newSide + left, side);
        }
        return new Drawing(newSide, larger);
    }

    /** Moves the ink, without cropping it, to a uniformly random position on the same canvas. */
    Drawing movedInside(RandomStream places) {
        int[] rows = IntStream.range(0, pixels.length)
                .filter(i -> pixels[i] != 0)
                .map(i -> i / side)
                .toArray();
        int[] columns = IntStream.range(0, pixels.length)
                .filter(i -> pixels[i] != 0)
                .map(i -> i % side)
                .sorted()
                .toArray();
        int down = places.nextInt(side - rows[rows.length - 1] + rows[0]) - rows[0];
        int right = places.nextInt(side - columns[columns.length - 1] + columns[0]) - columns[0];
        byte[] moved = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] != 0) {
                moved[i + down * side + right] = pixels[i];
            }
        }
        return new Drawing(side, moved);
    }

    Drawing inverted() {
        byte[] inverted = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            inverted[i] = (byte) ~pixels[i];
        }
        return new Drawing(side, inverted);
    }

    DigitImage toDigit() {
        return DigitImage.ofGrey(pixels, side, side, ImageShape.of(MNIST_SIDE, MNIST_SIDE, 1));
    }
}
