package org.mnist4j.kernel;

/**
 * A few rows of sums that are computed side by side, and where their factors are: {@code x[at[r] + k]} is factor
 * {@code k} of row {@code r}. For reuse by one thread.
 */
public final class SumBlock {

    /** The largest number of rows. */
    public static final int ROWS = 8;

    /** The array with the factors of all rows. */
    public float[] x = {};

    /** The number of rows that are needed; the others repeat the first, into arrays of their own. */
    public int used;

    /** The index of factor 0 of each row, {@code [ROWS]}. */
    public final int[] at = new int[ROWS];

    /** The sums of each row, arrays of their own, {@code [ROWS]}. */
    public final float[][] y = new float[ROWS][];

    private final float[][] spare;
    private final float[] factors;

    /**
     * @param terms the largest number of terms whose factors {@link #copy} copies
     * @param columns the longest row of sums
     */
    public SumBlock(int terms, int columns) {
        this.spare = new float[ROWS][WeightedSums.padded(columns)];
        this.factors = new float[ROWS * terms];
    }

    /** Begins a block whose factors are in one array. */
    void begin(float[] array) {
        x = array;
        used = 0;
    }

    /** Adds a row: the index of its factor 0, and its sums. */
    void addRow(int first, float[] sums) {
        at[used] = first;
        y[used] = sums;
        used++;
    }

    /** Completes the block, to which at least one row was added. */
    void end() {
        for (int r = used; r < ROWS; r++) {
            at[r] = at[0];
            y[r] = spare[r];
        }
    }

    /** Fills the block with rows whose factors are in arrays of their own, of which the first {@code count} are copied. */
    void copy(float[][] rows, int from, int to, int count, float[][] sums) {
        begin(factors);
        for (int r = from; r < to; r++) {
            System.arraycopy(rows[r], 0, factors, used * count, count);
            addRow(used * count, sums[r]);
        }
        end();
    }

    /** Moves on to other factors of the same array. */
    void advance(int distance) {
        for (int r = 0; r < ROWS; r++) {
            at[r] += distance;
        }
    }
}
