package org.mnist4j.kernel;

/** Weighted sums in plain Java, in loops that HotSpot vectorizes: four terms of one row at a time. */
final class PlainSums extends WeightedSums {

    private static final Maps MAPS = new Maps();

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public double sparseTime(double entries, int columns) {
        return 0;
    }

    /** Never chosen: in training, loops over two terms of four rows were no faster, and several times slower at times. */
    @Override
    public double denseTime(int terms, int columns) {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public int columns(int n) {
        return n;
    }

    @Override
    public void add(float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int n) {
        int k = from;
        for (; k + 4 <= to; k += 4) {
            addFourTerms(
                    values[k],
                    rows[indices[k] - first],
                    values[k + 1],
                    rows[indices[k + 1] - first],
                    values[k + 2],
                    rows[indices[k + 2] - first],
                    values[k + 3],
                    rows[indices[k + 3] - first],
                    y,
                    n);
        }
        if (k + 2 <= to) {
            addTwoTerms(values[k], rows[indices[k] - first], values[k + 1], rows[indices[k + 1] - first], y, n);
            k += 2;
        }
        if (k < to) {
            addTerm(values[k], rows[indices[k] - first], y, 0, n);
        }
    }

    private static void addFourTerms(
            float a, float[] p, float b, float[] q, float c, float[] r, float d, float[] s, float[] y, int n) {
        for (int j = 0; j < n; j++) {
            // + 0f: a product that underflows can make the sum -0.
            y[j] = Math.fma(d, s[j], Math.fma(c, r[j], Math.fma(b, q[j], Math.fma(a, p[j], y[j])))) + 0f;
        }
    }

    private static void addTwoTerms(float a, float[] p, float b, float[] q, float[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.fma(b, q[j], Math.fma(a, p[j], y[j])) + 0f;
        }
    }

    private static void addTerm(float a, float[] p, float[] y, int from, int to) {
        for (int j = from; j < to; j++) {
            y[j] = Math.fma(a, p[j], y[j]) + 0f;
        }
    }

    @Override
    public void addBlock(SumBlock block, float[][] rows, int first, int last, int from, int to) {
        for (int r = 0; r < block.used; r++) {
            for (int k = first; k < last; k++) {
                addTerm(block.x[block.at[r] + k], rows[k], block.y[r], from, to);
            }
        }
    }

    @Override
    public Maps maps() {
        return MAPS;
    }
}
