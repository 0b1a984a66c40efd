package org.mnist4j.data.perturb;

/** A grey image of values from 0, black, to 1, white; ink is light on black. Not changed once it is made. */
final class Picture {

    /** The side of MNIST's images; lengths of perturbations are pixels of such an image. */
    private static final double SIDE = 28;

    /** Computes the value of a pixel. */
    interface Formula {
        double at(int y, int x);
    }

    final int height;
    final int width;
    final byte[] pixels; // [height][width], of 0..255; what the values were or will be rounded to
    private final double[] values; // [height][width]

    private Picture(int height, int width, byte[] pixels, double[] values) {
        this.height = height;
        this.width = width;
        this.pixels = pixels;
        this.values = values;
    }

    static Picture of(byte[] pixels, int height, int width) {
        double[] values = new double[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xFF) / 255.0;
        }
        return new Picture(height, width, pixels, values);
    }

    /** Returns a picture of the same size, its values clamped to 0 and 1, and its pixels rounded to the nearest. */
    Picture with(Formula formula) {
        double[] made = new double[values.length];
        byte[] rounded = new byte[values.length];
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at++) {
                made[at] = Math.max(0, Math.min(1, formula.at(y, x)));
                rounded[at] = (byte) (255 * made[at] + 0.5);
            }
        }
        return new Picture(height, width, rounded, made);
    }

    /** Pixels of this image per pixel of one of 28 by 28. */
    double unit() {
        return Math.min(height, width) / SIDE;
    }

    double at(int y, int x) {
        return values[y * width + x];
    }

    /** The value between pixels, interpolated bilinearly; 0 outside. */
    double between(double y, double x) {
        if (!(y > -1 && y < height && x > -1 && x < width)) {
            return 0;
        }
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        double down = y - top;
        double right = x - left;
        double upper = (1 - right) * orBlack(top, left) + right * orBlack(top, left + 1);
        double lower = (1 - right) * orBlack(top + 1, left) + right * orBlack(top + 1, left + 1);
        return (1 - down) * upper + down * lower;
    }

    double mean() {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** A copy of the values. */
    double[] values() {
        return values.clone();
    }

    /** The picture as dark ink on paper sees it when the paper loses a share of its light in each pixel: 1 - (1 - x) (1 - d). */
    Picture darkened(Formula share) {
        return with((y, x) -> 1 - (1 - at(y, x)) * (1 - share.at(y, x)));
    }

    private double orBlack(int y, int x) {
        return y < 0 || y >= height || x < 0 || x >= width ? 0 : values[y * width + x];
    }
}
