package org.mnist4j.data;

/**
 * A part of a picture, in its own pixels, upright as it is seen.
 *
 * @param left the first column, 0 or more
 * @param top the first row, 0 or more
 * @param width columns, 1 or more
 * @param height rows, 1 or more
 */
public record PixelBox(int left, int top, int width, int height) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is outside its range
     */
    public PixelBox {
        if (left < 0 || top < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("expected a box from 0,0 on of 1x1 pixels or more, was " + left + ","
                    + top + " " + width + "x" + height);
        }
    }

    /** For example {@code 12,30 40x56}: column and row of the first pixel, width and height. */
    @Override
    public String toString() {
        return left + "," + top + " " + width + "x" + height;
    }
}
