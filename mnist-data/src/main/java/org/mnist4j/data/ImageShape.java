package org.mnist4j.data;

import org.jspecify.annotations.Nullable;

/**
 * The shape of the images of a data set: height, width and channels.
 *
 * @param height rows, 1 to 4096
 * @param width columns, 1 to 4096
 * @param channels values per pixel, 1 (greyscale) to 4
 */
public record ImageShape(int height, int width, int channels) {

    static final int MAX_SIDE = 4096;
    static final int MAX_CHANNELS = 4;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ImageShape {
        checkRange("height", height, MAX_SIDE);
        checkRange("width", width, MAX_SIDE);
        checkRange("channels", channels, MAX_CHANNELS);
    }

    /**
     * Returns a shape of {@code height} rows by {@code width} columns with {@code channels} values per pixel.
     *
     * @param height rows, 1 to 4096
     * @param width columns, 1 to 4096
     * @param channels values per pixel, 1 (greyscale) to 4
     * @return the shape
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static ImageShape of(int height, int width, int channels) {
        return new ImageShape(height, width, channels);
    }

    /** Returns the shape of square images of this many values, or nothing if there is none. */
    static @Nullable ImageShape square(int values, int channels) {
        int side = (int) Math.sqrt((double) values / channels);
        return side > 0 && side <= MAX_SIDE && side * side * channels == values ? of(side, side, channels) : null;
    }

    /** Returns the number of values in one image, {@code height * width * channels}. */
    public int size() {
        return height * width * channels;
    }

    /** Returns the shape in the form {@code 28x28x1}. */
    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }

    private static void checkRange(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException("an image's " + name + " is 1 to " + max + ", not " + value);
        }
    }

    /** Checks the number of channels with which image files are read. Here, so that IDX files need no classes for pictures. */
    static void requireReadable(int channels) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("an image is read as 1 channel (grey) or 3 (colour), not " + channels);
        }
    }
}
