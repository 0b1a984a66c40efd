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
     */
    public abstract void add(
            float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int n);

    /**
     * Adds to four rows of sums, {@code yR[j] += xR[atR + k * step] * rows[k][j]} for {@code k} from 0 to {@code count -
     * 1} and {@code j} from {@code from} to {@code to - 1}.
     */
    public abstract void addFour(
            float[] x0,
            int at0,
            float[] x1,
            int at1,
            float[] x2,
            int at2,
            float[] x3,
            int at3,
            int step,
            float[][] rows,
            int count,
            float[] y0,
            float[] y1,
            float[] y2,
            float[] y3,
            int from,
            int to);

    /**
     * Adds a matrix product, {@code y[r][j] += x[r][k] * rows[k][j]} for the rows {@code r} from {@code from} to {@code to
     * - 1}, all {@code k} below {@code count} and all {@code j} below {@code n}.
     *
     * @param spare three rows of at least {@code n} values, overwritten
     */
    public final void addProduct(
            float[][] x, int from, int to, int count, float[][] rows, float[][] y, int n, float[][] spare) {
        for (int column = 0; column < n; column += COLUMNS) {
            int end = Math.min(n, column + COLUMNS);
            for (int r = from; r < to; r += 4) {
                int last = to - 1;
                addFour(
                        x[r],
                        0,
                        x[Math.min(r + 1, last)],
                        0,
                        x[Math.min(r + 2, last)],
                        0,
                        x[Math.min(r + 3, last)],
                        0,
                        1,
                        rows,
                        count,
                        y[r],
                        r + 1 < to ? y[r + 1] : spare[0],
                        r + 2 < to ? y[r + 2] : spare[1],
                        r + 3 < to ? y[r + 3] : spare[2],
                        column,
                        end);
            }
        }
    }

    /**
     * Adds to up to four rows of sums, {@code y[r - from][j] += x[r][k] * rows[k][j]} for the rows {@code r} from {@code
     * from} to {@code to - 1}, all {@code k} below {@code count} and all {@code j} below {@code n}; {@code y} has four
     * rows, of which those without an {@code r} are overwritten.
     */
    public final void addFour(float[][] x, int from, int to, int count, float[][] rows, float[][] y, int n) {
        int last = to - 1;
        addFour(
                x[from],
                0,
                x[Math.min(from + 1, last)],
                0,
                x[Math.min(from + 2, last)],
                0,
                x[Math.min(from + 3, last)],
                0,
                1,
                rows,
                count,
                y[0],
                y[1],
                y[2],
                y[3],
                0,
                n);
    }

    /** Starts a row of sums from the bias: copies the first {@code n} values, with +0 for -0. */
    public static void start(float[] bias, float[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = bias[j] + 0f;
        }
    }
}
