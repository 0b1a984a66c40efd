package org.mnist4j.kernel;

/**
 * Products of vectors with a matrix, over the non-zero values of each vector or over all values of several vectors at a
 * time, whichever is faster: the bits are the same. One thread's scratch space.
 */
public final class Products {

    /** More weights do not stay in a processor's own cache; then each takes so long to read, about. */
    public static final int CACHED_WEIGHTS = 1 << 18;

    private static final double NANOS_PER_WEIGHT = 0.13;

    private final SparseVector entries;
    private final SumBlock block;

    /**
     * @param terms the longest vector
     * @param columns the widest matrix
     */
    public Products(int terms, int columns) {
        this.entries = new SparseVector(terms);
        this.block = new SumBlock(terms, columns);
    }

    /**
     * Adds {@code y[b][j] += x[b][k] * rows[k][j]} for the vectors {@code b} from {@code from} to {@code to - 1}, all {@code k} below
     * {@code count} and all {@code j} below {@code n}.
     */
    public void add(WeightedSums sums, float[][] x, int from, int to, int count, float[][] rows, float[][] y, int n) {
        if (!isSparse(sums, x, from, to, count, n)) {
            sums.addProduct(x, from, to, count, rows, y, n, block);
            return;
        }
        for (int b = from; b < to; b++) {
            entries.setFrom(x[b], count);
            Rows.addScaled(sums, rows, entries, y[b], n);
        }
    }

    private static boolean isSparse(WeightedSums sums, float[][] x, int from, int to, int count, int columns) {
        if (to - from < 3) {
            return true; // sums of several vectors at a time do not pay
        }
        int nonZero = 0;
        for (int b = from; b < to; b += 2) {
            for (int k = 0; k < count; k++) {
                nonZero += x[b][k] != 0 ? 1 : 0;
            }
        }
        double nonZeroOfEach = (double) nonZero / ((to - from + 1) / 2);
        double sparse = sums.sparseTime(nonZeroOfEach, columns);
        double dense = sums.denseTime(count, columns);
        if ((long) count * columns > CACHED_WEIGHTS) {
            // For each vector its rows are read from memory, for a product all rows once.
            sparse += nonZeroOfEach * columns * NANOS_PER_WEIGHT;
            dense += (double) count * columns * NANOS_PER_WEIGHT / (to - from);
        }
        return sparse < dense;
    }
}
