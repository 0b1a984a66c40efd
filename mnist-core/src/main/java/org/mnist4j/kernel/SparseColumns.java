package org.mnist4j.kernel;

import java.util.Arrays;

/**
 * A few adjacent columns of a matrix whose rows are sparse vectors: for each column, the rows in which it is not zero.
 * Used to build the transpose for weight gradients piece by piece.
 */
public final class SparseColumns {

    private final int[] counts; // [columns]
    private final int[] rows; // [columns][capacity]
    private final float[] values; // [columns][capacity]
    private final int capacity;

    /**
     * @param columns the maximum number of columns
     * @param capacity the maximum number of entries per column
     */
    public SparseColumns(int columns, int capacity) {
        this.counts = new int[columns];
        this.rows = new int[columns * capacity];
        this.values = new float[columns * capacity];
        this.capacity = capacity;
    }

    /** Removes all entries. */
    public void clear() {
        Arrays.fill(counts, 0);
    }

    /**
     * Adds the entries {@code from} to {@code to - 1} of row {@code row}, whose indices start at {@code firstColumn}.
     */
    public void append(int row, SparseVector vector, int from, int to, int firstColumn) {
        int[] indices = vector.indices;
        float[] x = vector.values;
        for (int k = from; k < to; k++) {
            append(indices[k] - firstColumn, row, x[k]);
        }
    }

    /** Adds one entry to a column. */
    public void append(int column, int row, float value) {
        int at = column * capacity + counts[column]++;
        rows[at] = row;
        values[at] = value;
    }

    /** Returns the number of entries of a column. */
    public int count(int column) {
        return counts[column];
    }

    /** Adds to {@code y} the sum over the column's entries {@code (row, x)} of {@code x * matrix[row]}. */
    public void addScaled(WeightedSums sums, int column, float[][] matrix, float[] y, int n) {
        int from = column * capacity;
        sums.add(matrix, rows, 0, values, from, from + counts[column], y, n);
    }
}
