package org.mnist4j.kernel;

/**
 * The weighted sums behind every layer, and the one rule for them: a sum is a chain of fused multiply-adds, {@code s =
 * fma(x[k], w[k], s)} for ascending {@code k}, that starts from the bias or from +0. A sum that is zero is +0.
 *
 * <p>By this rule a term whose factor {@code x[k]} is zero can be left out, sums can be computed side by side in vectors
 * of any width, and a chain can be interrupted and continued, without a change in any bit. So sparse and dense kernels,
 * in plain Java and with the Vector API, are interchangeable and are chosen by speed alone: {@link #current()} by what
 * the virtual machine offers, {@link #sparseIsFaster} by the share of non-zero factors.
 *
 * <p>That holds for finite weights. Zero times infinity is not a number, and only a dense kernel multiplies them; a model
 * has no such weights, and training with them ends as diverged.
 *
 * <p>Weights are rows, {@code w[k][n]}, each an array of its own: HotSpot vectorizes a loop over several arrays only if
 * all indices are the same.
 */
public abstract class WeightedSums {

    /** The columns of the weights that are processed at a time, so that they stay in the second-level cache. */
    private static final int COLUMNS = 128;

    /** For the implementations. */
    protected WeightedSums() {}

    /** Returns the fastest kernels that are ready for use in this virtual machine. */
    public static WeightedSums current() {
        return KernelChoice.current();
    }

    /** A name for reports, such as {@code plain}. */
    public abstract String name();

    /** The share of non-zero factors below which {@link #add} is faster than {@link #addFour}, for rows of this length. */
    protected abstract double sparseLimit(int columns);

    /** Whether sums with this many non-zero factors of all are faster computed by {@link #add}, for rows of this length. */
    public final boolean sparseIsFaster(long nonZero, long all, int columns) {
        return nonZero < sparseLimit(columns) * all;
    }

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
     * Adds to four rows of sums, {@code y[r][j] += x[r][at[r] + k * step] * rows[k][j]} for {@code k} from 0 to {@code
     * count - 1} and {@code j} from {@code from} to {@code to - 1}.
     *
     * @param rows {@code [count or more][to or more]}
     */
    public abstract void addFour(FourSums four, int step, float[][] rows, int count, int from, int to);

    /**
     * Adds a matrix product, {@code y[r][j] += x[r][k] * rows[k][j]} for the rows {@code r} from {@code from} to {@code to
     * - 1}, all {@code k} below {@code count} and all {@code j} below {@code n}.
     *
     * @param spare a row of at least {@code n} values for each of {@code four}, overwritten
     */
    public final void addProduct(
            float[][] x,
            int from,
            int to,
            int count,
            float[][] rows,
            float[][] y,
            int n,
            FourSums four,
            float[][] spare) {
        for (int column = 0; column < n; column += COLUMNS) {
            int end = Math.min(n, column + COLUMNS);
            for (int first = from; first < to; first += FourSums.ROWS) {
                for (int r = 0; r < FourSums.ROWS; r++) {
                    boolean exists = first + r < to;
                    four.set(r, x[exists ? first + r : first], 0, exists ? y[first + r] : spare[r]);
                }
                addFour(four, 1, rows, count, column, end);
            }
        }
    }

    /** Starts a row of sums from the bias: copies the first {@code n} values, with +0 for -0. */
    public static void start(float[] bias, float[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = bias[j] + 0f;
        }
    }
}
