package org.mnist4j.kernel;

/** Matrices as one array per row. */
public final class Rows {

    private Rows() {}

    /** Adds to {@code y} the sum over the entries {@code (k, x)} of {@code x * rows[k]}; see {@link WeightedSums#add}. */
    public static void addScaled(WeightedSums sums, float[][] rows, SparseVector vector, float[] y, int n) {
        sums.add(rows, vector.indices, 0, vector.values, 0, vector.count, y, n);
    }

    /** Returns zeros in rows that have room for whole vectors, {@code [rows][padded columns]}. */
    public static float[][] padded(int rows, int columns) {
        return new float[rows][WeightedSums.padded(columns)];
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
