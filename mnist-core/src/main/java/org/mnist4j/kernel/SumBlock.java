package org.mnist4j.kernel;

/**
 * A few rows of sums that are computed side by side, and where their factors are: {@code x[at[r] + k]} is factor
 * {@code k} of row {@code r}. For reuse by one thread.
 */
public final class SumBlock {

    /** The largest number of rows. */
    public static final int ROWS = 8;

    /** The terms of a product that are added at a time, so that what is read again for other rows stays in the cache. */
    static final int TERMS = 256;

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
    private int fetched; // keeps the compiler from leaving out what has no other use

    /**
     * @param terms the largest number of terms of a product
     * @param columns the longest row of sums
     */
    public SumBlock(int terms, int columns) {
        this.spare = new float[ROWS][WeightedSums.padded(columns)];
        this.factors = new float[ROWS * Math.min(terms, TERMS)];
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

    /** Fills the block with rows whose factors are in arrays of their own, of which those from {@code first} to {@code last - 1} are copied. */
    void copy(float[][] rows, int from, int to, int first, int last, float[][] sums) {
        begin(factors);
        int count = last - first;
        for (int r = from; r < to; r++) {
            System.arraycopy(rows[r], first, factors, used * count, count);
            addRow(used * count - first, sums[r]);
        }
        end();
    }

    /** Reads a float of each cache line: here the processor waits for many lines at a time, in a kernel for a few. */
    void fetch(float[][] rows, int first, int last, int from, int to) {
        int bits = 0;
        for (int k = first; k < last; k++) {
            for (int j = from; j < to; j += 16) {
                bits |= Float.floatToRawIntBits(rows[k][j]);
            }
        }
        fetched = bits;
    }

    /** Moves on to other factors of the same array. */
    void advance(int distance) {
        for (int r = 0; r < ROWS; r++) {
            at[r] += distance;
        }
    }
}
