package org.mnist4j.kernel;

/**
 * Matrices as one array per row: {@code y += A^T x} for sparse {@code x}, the product behind the forward pass, the
 * backward pass and the weight gradients.
 *
 * <p>Rows are separate arrays rather than slices of one array, because HotSpot vectorizes a loop over several arrays
 * only if all indices are the same.
 */
public final class Rows {

    private Rows() {}

    /**
     * Adds to {@code y} the sum over the entries {@code (k, x)} of {@code x * rows[k]}, four entries at a time in
     * order.
     *
     * @param rows {@code [..][at least n]}
     * @param vector the indices of the rows and their factors
     * @param y {@code [at least n]}
     * @param n the number of columns
     */
    public static void addScaled(float[][] rows, SparseVector vector, float[] y, int n) {
        addScaled(rows, vector.indices, 0, vector.values, 0, vector.count, y, n);
    }

    /**
     * Does the same for the entries {@code from} to {@code to - 1} of {@code indices} and {@code values}, where index
     * {@code first} refers to row 0.
     */
    public static void addScaled(
            float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int n) {
        int k = from;
        for (; k + 4 <= to; k += 4) {
            float a = values[k];
            float b = values[k + 1];
            float c = values[k + 2];
            float d = values[k + 3];
            float[] p = rows[indices[k] - first];
            float[] q = rows[indices[k + 1] - first];
            float[] r = rows[indices[k + 2] - first];
            float[] s = rows[indices[k + 3] - first];
            for (int j = 0; j < n; j++) {
                y[j] += a * p[j] + b * q[j] + c * r[j] + d * s[j];
            }
        }
        if (k + 2 <= to) {
            float a = values[k];
            float b = values[k + 1];
            float[] p = rows[indices[k] - first];
            float[] q = rows[indices[k + 1] - first];
            for (int j = 0; j < n; j++) {
                y[j] = y[j] + a * p[j] + b * q[j];
            }
            k += 2;
        }
        if (k < to) {
            float a = values[k];
            float[] p = rows[indices[k] - first];
            for (int j = 0; j < n; j++) {
                y[j] += a * p[j];
            }
        }
    }

    /** Splits a row-major matrix {@code [rows][columns]} starting at {@code offset} into its rows. */
    public static float[][] split(float[] flat, int offset, int rows, int columns) {
        float[][] result = new float[rows][columns];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(flat, offset + r * columns, result[r], 0, columns);
        }
        return result;
    }

    /**
     * Writes the rows {@code from} to {@code to - 1} of {@code [..][columns]} as columns of {@code [columns][..]}, in
     * blocks that fit into the cache.
     */
    public static void transpose(float[][] source, int from, int to, float[][] target, int columns) {
        int block = 16;
        for (int r0 = from; r0 < to; r0 += block) {
            int r1 = Math.min(to, r0 + block);
            for (int c = 0; c < columns; c++) {
                float[] column = target[c];
                for (int r = r0; r < r1; r++) {
                    column[r] = source[r][c];
                }
            }
        }
    }
}
