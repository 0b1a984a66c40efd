package org.mnist4j.kernel;

/**
 * Four rows of sums that are computed side by side, and where their factors are: {@code x[r][at[r] + k * step]} is factor
 * {@code k} of row {@code r}. For reuse by one thread.
 */
public final class FourSums {

    /** The number of rows. */
    public static final int ROWS = 4;

    /** The arrays with the factors of each row; they may be the same. */
    public final float[][] x = new float[ROWS][];

    /** The index of factor 0 of each row. */
    public final int[] at = new int[ROWS];

    /** The sums of each row, arrays of their own. */
    public final float[][] y = new float[ROWS][];

    void set(int row, float[] factors, int first, float[] sums) {
        x[row] = factors;
        at[row] = first;
        y[row] = sums;
    }

    /** Moves on to other factors of the same arrays. */
    void advance(int distance) {
        for (int r = 0; r < ROWS; r++) {
            at[r] += distance;
        }
    }
}
