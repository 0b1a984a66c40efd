package org.mnist4j.report;

import java.util.Arrays;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;

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

    /** Image {@code index} of a data set; with a channel count other than 1 or 3, its first channel as grey. */
    static Pixels of(ImageDataset images, int index) {
        return of(images.shape(), images.pixels(index));
    }

    /** An image of {@code pixels[height * width * channels]}, unsigned bytes. */
    static Pixels of(ImageShape shape, byte[] pixels) {
        int channels = shape.channels();
        boolean grey = channels != 3;
        int[] rgb = new int[shape.height() * shape.width()];
        for (int i = 0; i < rgb.length; i++) {
            int red = pixels[i * channels] & 0xff;
            int green = grey ? red : pixels[i * channels + 1] & 0xff;
            int blue = grey ? red : pixels[i * channels + 2] & 0xff;
            rgb[i] = red << 16 | green << 8 | blue;
        }
        return new Pixels(shape.width(), shape.height(), grey, rgb);
    }

    /** A colour image of {@code rgb[height * width]}, each 0xRRGGBB. */
    static Pixels colour(int width, int height, int[] rgb) {
        return new Pixels(width, height, false, rgb.clone());
    }

    /**
     * This image, reduced by averaging square blocks so that no side is longer than {@code side}; the aspect ratio stays the
     * same.
     */
    Pixels within(int side) {
        int block = (Math.max(width, height) + side - 1) / side;
        if (block <= 1) {
            return this;
        }
        int newWidth = (width + block - 1) / block;
        int newHeight = (height + block - 1) / block;
        int[] means = new int[newWidth * newHeight];
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                means[y * newWidth + x] = mean(x * block, y * block, block);
            }
        }
        return new Pixels(newWidth, newHeight, grey, means);
    }

    private int mean(int left, int top, int block) {
        int right = Math.min(width, left + block);
        int bottom = Math.min(height, top + block);
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int colour = rgb(x, y);
                red += colour >> 16 & 0xff;
                green += colour >> 8 & 0xff;
                blue += colour & 0xff;
            }
        }
        long count = (long) (right - left) * (bottom - top);
        return (int) (red / count << 16 | green / count << 8 | blue / count);
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
