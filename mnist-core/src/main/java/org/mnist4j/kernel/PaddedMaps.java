package org.mnist4j.kernel;

/**
 * Feature maps in one array, {@code [rows][columns][channels]}, surrounded by zeros: each row of a window is a contiguous
 * part of it.
 */
final class PaddedMaps {

    final float[] values;
    final int rowSize; // values per row
    final int channels;
    private final int width; // columns of the maps themselves
    private final int top;
    private final int left;
    private final int spacing;

    /**
     * @param width columns of the maps
     * @param rows rows with the padding
     * @param columns columns with the padding
     * @param top rows of zeros above the maps
     * @param left columns of zeros before the maps
     * @param spacing distance between neighbouring positions; above 1, zeros stand between them
     */
    PaddedMaps(int width, int channels, int rows, int columns, int top, int left, int spacing) {
        this.width = width;
        this.channels = channels;
        this.rowSize = columns * channels;
        this.top = top;
        this.left = left;
        this.spacing = spacing;
        this.values = new float[rows * rowSize];
    }

    /** Returns the index of channel 0 at a row and a column of the maps, which may lie in the padding. */
    int at(int row, int column) {
        return (row * spacing + top) * rowSize + (column * spacing + left) * channels;
    }

    /** Returns the number of columns with the padding. */
    int columns() {
        return rowSize / channels;
    }

    /** Copies the maps, {@code [positions][channels]}. */
    void setFrom(float[][] maps) {
        for (int row = 0; row < maps.length / width; row++) {
            int at = at(row, 0);
            for (int p = row * width; p < (row + 1) * width; p++) {
                if (channels == 1) {
                    values[at] = maps[p][0];
                } else {
                    System.arraycopy(maps[p], 0, values, at, channels);
                }
                at += spacing * channels;
            }
        }
    }

    /** Copies the maps to {@code [positions][channels]}. */
    void copyTo(float[][] maps) {
        for (int p = 0; p < maps.length; p++) {
            System.arraycopy(values, at(p / width, p % width), maps[p], 0, channels);
        }
    }
}
