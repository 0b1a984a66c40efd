package org.mnist4j.data.stroke;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A grid of cells that are ink or paper; immutable. A pixel of an image is a square of {@code scale} by {@code scale} cells, so that
 * shapes can change by less than a pixel, as in Castro et al., "Morpho-MNIST", JMLR 2019. Beyond the grid is paper.
 */
public final class Ink {

    private final int height;
    private final int width;
    private final boolean[] cells; // [height][width]
    private volatile int @Nullable [] depths;
    private volatile int @Nullable [] distances;

    private Ink(int height, int width, boolean[] cells) {
        this.height = height;
        this.width = width;
        this.cells = cells;
    }

    /**
     * Returns a grid of given cells.
     *
     * @param cells {@code [height][width]}, true where there is ink; copied
     */
    public static Ink of(int height, int width, boolean[] cells) {
        if (cells.length != height * width) {
            throw new IllegalArgumentException(
                    "cells: expected " + height + " x " + width + " cells, was " + cells.length);
        }
        return new Ink(height, width, cells.clone());
    }

    /** Wraps an array that nobody else changes. */
    static Ink owning(int height, int width, boolean[] cells) {
        return new Ink(height, width, cells);
    }

    /**
     * Returns the ink of a light drawing on black: the cells where the image, interpolated bilinearly between the centres of its
     * pixels, reaches the threshold.
     *
     * @param grey {@code [height][width]}, unsigned bytes
     * @param scale cells along a pixel's side, 1 or more
     * @param threshold 1 to 255
     */
    public static Ink of(byte[] grey, int height, int width, int scale, int threshold) {
        boolean[] cells = new boolean[height * scale * width * scale];
        // Places in half cells, so that the comparison is exact: the weights of four pixels sum to (2 scale)^2.
        int unit = 2 * scale;
        int level = threshold * unit * unit;
        int at = 0;
        for (int row = 0; row < height * scale; row++) {
            int y = 2 * row + 1 - scale;
            int top = Math.floorDiv(y, unit);
            int down = y - top * unit;
            int upper = Math.max(top, 0) * width;
            int lower = Math.min(top + 1, height - 1) * width;
            for (int column = 0; column < width * scale; column++, at++) {
                int x = 2 * column + 1 - scale;
                int first = Math.floorDiv(x, unit);
                int right = x - first * unit;
                int near = Math.max(first, 0);
                int far = Math.min(first + 1, width - 1);
                int above = (unit - right) * (grey[upper + near] & 0xFF) + right * (grey[upper + far] & 0xFF);
                int below = (unit - right) * (grey[lower + near] & 0xFF) + right * (grey[lower + far] & 0xFF);
                cells[at] = (unit - down) * above + down * below >= level;
            }
        }
        return new Ink(height * scale, width * scale, cells);
    }

    /**
     * Returns the ink of a light drawing on black: what is at least half as light as its lightest pixel, in {@link #scale} cells
     * per pixel; none if the image is black.
     *
     * @param grey {@code [height][width]}, unsigned bytes
     */
    public static Ink of(byte[] grey, int height, int width) {
        int lightest = 0;
        for (byte pixel : grey) {
            lightest = Math.max(lightest, pixel & 0xFF);
        }
        return of(grey, height, width, scale(height, width), Math.max(1, (lightest + 1) / 2));
    }

    /** Cells along a pixel's side: 4 in images of 28 by 28, fewer in larger ones, at least 1. */
    public static int scale(int height, int width) {
        return Math.max(1, Math.min(4, 112 / Math.min(height, width)));
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Whether a cell is ink; false beyond the grid. */
    public boolean at(int y, int x) {
        return y >= 0 && y < height && x >= 0 && x < width && cells[y * width + x];
    }

    /** The number of cells with ink. */
    public int count() {
        int count = 0;
        for (boolean cell : cells) {
            count += cell ? 1 : 0;
        }
        return count;
    }

    /** A copy of the cells, {@code [height][width]}. */
    public boolean[] cells() {
        return cells.clone();
    }

    /** The squared distance from a cell of ink to the nearest paper; 0 on paper. */
    public int squaredDepth(int y, int x) {
        return squaredDepths()[y * width + x];
    }

    /** Of each cell, {@code [height][width]}. */
    private int[] squaredDepths() {
        int[] known = depths;
        if (known == null) {
            known = measureDepths();
            depths = known;
        }
        return known;
    }

    private int[] measureDepths() {
        // A frame of paper, as there is beyond the grid.
        boolean[] paper = new boolean[(height + 2) * (width + 2)];
        Arrays.fill(paper, true);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                paper[(y + 1) * (width + 2) + x + 1] = !cells[y * width + x];
            }
        }
        int[] framed = SquaredDistances.to(paper, height + 2, width + 2);
        int[] inner = new int[cells.length];
        for (int y = 0; y < height; y++) {
            System.arraycopy(framed, (y + 1) * (width + 2) + 1, inner, y * width, width);
        }
        return inner;
    }

    /** Erosion with a disc: the ink that is farther than {@code radius} cells from all paper. */
    public Ink eroded(double radius) {
        int[] inner = squaredDepths();
        boolean[] left = new boolean[cells.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = cells[i] && inner[i] > radius * radius;
        }
        return new Ink(height, width, left);
    }

    /** Dilation with a disc: all cells within {@code radius} cells of ink. */
    public Ink dilated(double radius) {
        if (count() == 0) {
            return this;
        }
        int[] outer = distances;
        if (outer == null) {
            outer = SquaredDistances.to(cells, height, width);
            distances = outer;
        }
        boolean[] grown = new boolean[cells.length];
        for (int i = 0; i < grown.length; i++) {
            grown[i] = outer[i] <= radius * radius;
        }
        return new Ink(height, width, grown);
    }

    /** The cells that are ink here or in another grid of the same size. */
    public Ink or(Ink other) {
        boolean[] either = cells.clone();
        for (int i = 0; i < either.length; i++) {
            either[i] |= other.cells[i];
        }
        return new Ink(height, width, either);
    }

    /** The cells that are ink both here and in another grid of the same size. */
    public Ink and(Ink other) {
        boolean[] both = cells.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] &= other.cells[i];
        }
        return new Ink(height, width, both);
    }

    /**
     * Returns an image whose pixels are squares of cells: 255 where all are ink, 0 where none is, the rounded share in between.
     *
     * @param scale cells along a pixel's side; divides height and width
     * @return {@code [height / scale][width / scale]}, unsigned bytes
     */
    public byte[] toGrey(int scale) {
        int columns = width / scale;
        int[] counts = new int[height / scale * columns];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                counts[y / scale * columns + x / scale] += cells[y * width + x] ? 1 : 0;
            }
        }
        byte[] grey = new byte[counts.length];
        int whole = scale * scale;
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) ((510 * counts[i] + whole) / (2 * whole));
        }
        return grey;
    }
}
