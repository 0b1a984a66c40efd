package org.mnist4j.report;

import java.util.Arrays;
import org.mnist4j.data.ImageDataset;

/** A small immutable image, grey (one channel) or red, green, blue (three). */
final class Pixels {
    private final int width;
    private final int height;
    private final boolean grey;
    private final int[] rgb; // [height][width], 0xRRGGBB

    private Pixels(int width, int height, boolean grey, int[] rgb) {
        this.width = width;
        this.height = height;
        this.grey = grey;
        this.rgb = rgb;
    }

    /** Image {@code index} of a data set; of channel counts other than 1 and 3, the first channel as grey. */
    static Pixels of(ImageDataset images, int index) {
        int height = images.shape().height();
        int width = images.shape().width();
        boolean grey = images.shape().channels() != 3;
        int[] rgb = new int[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = images.pixel(index, y, x, 0);
                int green = grey ? red : images.pixel(index, y, x, 1);
                int blue = grey ? red : images.pixel(index, y, x, 2);
                rgb[y * width + x] = red << 16 | green << 8 | blue;
            }
        }
        return new Pixels(width, height, grey, rgb);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    boolean isGrey() {
        return grey;
    }

    /** The colour at column x, row y, as 0xRRGGBB. */
    int rgb(int x, int y) {
        return rgb[y * width + x];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels that
                && width == that.width
                && height == that.height
                && grey == that.grey
                && Arrays.equals(rgb, that.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "Pixels[" + height + "x" + width + (grey ? "x1]" : "x3]");
    }
}
