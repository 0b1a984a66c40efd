package org.mnist4j.kernel;

import java.util.Arrays;

/**
 * The weighted sums behind every layer, and the one rule for them: a sum is a chain of fused multiply-adds, {@code s =
 * fma(x[k], w[k], s)} for ascending {@code k}, that starts from the bias or from +0. A sum that is zero is +0.
 *
 * <p>By this rule a term whose factor {@code x[k]} is zero can be left out, sums can be computed side by side in vectors
 * of any width, and a chain can be interrupted and continued, without a change in any bit. So sparse and dense kernels,
 * in plain Java and with the Vector API, are interchangeable and are chosen by speed alone: {@link #current()} by what
 * the virtual machine offers, and by their estimates {@link #sparseTime} and {@link #denseTime}.
 *
 * <p>That holds for finite weights. Zero times infinity is not a number, and only a dense kernel multiplies them; a model
 * has no such weights, and training with them ends as diverged.
 *
 * <p>Weights are rows, {@code w[k][n]}, each an array of its own: HotSpot vectorizes a loop over several arrays only if
 * all indices are the same.
 */
public abstract class WeightedSums {

    /** Rows of sums are this many floats long, or a multiple, where that is cheap: the widest vector. */
    private static final int LANES = 16;

    /** The operations on maps in plain Java. */
    protected static final Maps PLAIN_MAPS = new Maps();

    /** For the implementations. */
    protected WeightedSums() {}

    /** Returns the length of an array for {@code n} columns of which {@link #columns} are computed. */
    public static int padded(int n) {
        return padded(n, LANES);
    }

    /** Rounds up to a multiple. */
    static int padded(int n, int multiple) {
        return (n + multiple - 1) / multiple * multiple;
    }

    /** Returns the fastest kernels that are ready for use in this virtual machine. */
    public static WeightedSums current() {
        return KernelChoice.current();
    }

    /** A name for reports, such as {@code plain}. */
    public abstract String name();

    /** The number of columns to compute for {@code n} in arrays that are {@link #padded}: whole vectors are faster. */
    public abstract int columns(int n);

    /** The same for maps {@code [positions][n or more]}: the image itself has no room for more channels than it has. */
    public final int columns(float[][] maps, int n) {
        return Math.min(maps[0].length, columns(n));
    }

    /** An estimate of the time of {@link #add} for so many entries, in nanoseconds. */
    public abstract double sparseTime(double entries, int columns);

    /** An estimate of the time of {@link #addBlock} per row for so many terms, in nanoseconds. */
    public abstract double denseTime(int terms, int columns);

    /**
     * Adds to one row of sums, {@code y[j] += values[e] * rows[indices[e] - first][j]} for the entries {@code e} from
     * {@code from} to {@code to - 1} and all {@code j} below {@code n}.
     *
     * @param rows {@code [..][n or more]}
     * @param indices of the entries, ascending; index {@code first} refers to row 0
     * @param values the factors of the entries
     * @param y {@code [n or more]}
     */
    public abstract void add(
            float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int n);

    /**
     * Adds to a few rows of sums, {@code y[r][j] += x[at[r] + k] * rows[k][j]} for {@code k} from {@code first} to {@code
     * last - 1} and {@code j} from {@code from} to {@code to - 1}.
     *
     * @param rows {@code [last or more][to or more]}
     */
    public abstract void addBlock(SumBlock block, float[][] rows, int first, int last, int from, int to);

    /**
     * Adds a matrix product, {@code y[r][j] += x[r][k] * rows[k][j]} for the rows {@code r} from {@code from} to {@code to
     * - 1}, all {@code k} below {@code count} and all {@code j} below {@code n}.
     *
     * @param block for at least {@code count} terms and {@code n} columns; overwritten
     */
    public final void addProduct(
            float[][] x, int from, int to, int count, float[][] rows, float[][] y, int n, SumBlock block) {
        for (int column = 0; column < n; column += columnsTogether()) {
            int end = Math.min(n, column + columnsTogether());
            for (int term = 0; term < count; term += SumBlock.TERMS) {
                int last = Math.min(count, term + SumBlock.TERMS);
                block.fetch(rows, term, last, column, end);
                for (int first = from; first < to; first += SumBlock.ROWS) {
                    block.copy(x, first, Math.min(to, first + SumBlock.ROWS), term, last, y);
                    addBlock(block, rows, term, last, column, end);
                }
            }
        }
    }

    /** The columns of a product that are processed at a time, so that what the kernel reads again stays in the cache. */
    protected abstract int columnsTogether();

    /** Returns the fastest operations on maps for {@code n} columns. */
    public abstract Maps maps(int n);

    /** Starts a row of sums from the bias: copies the first {@code n} values, with +0 for -0, and clears the rest of the row. */
    public static void start(float[] bias, float[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = bias[j] + 0f;
        }
        Arrays.fill(y, n, y.length, 0);
    }
}
