package org.mnist4j.kernel;

/** Weighted sums in plain Java, in loops that HotSpot vectorizes: four terms of one row at a time. */
final class PlainSums extends WeightedSums {

    /**
     * HotSpot unrolls a loop, and so chooses the width of its vectors, by how often it has been repeated on average: short
     * and long rows need a loop each.
     */
    private static final int LONG = 192;

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public double sparseTime(double entries, int columns) {
        return 15 + 0.15 * columns + entries * termTime(columns);
    }

    @Override
    public double denseTime(int terms, int columns) {
        return terms * termTime(columns) + 5 * (terms % 4);
    }

    /** Of four terms together, each. */
    private static double termTime(int columns) {
        return 2.6 + 0.042 * columns;
    }

    @Override
    public int columns(int n) {
        return n;
    }

    @Override
    public void add(float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int n) {
        int k = from;
        for (; k + 4 <= to; k += 4) {
            float[] p = rows[indices[k] - first];
            float[] q = rows[indices[k + 1] - first];
            float[] r = rows[indices[k + 2] - first];
            float[] s = rows[indices[k + 3] - first];
            if (n < LONG) {
                addToShortRow(values[k], p, values[k + 1], q, values[k + 2], r, values[k + 3], s, y, 0, n);
            } else {
                addToLongRow(values[k], p, values[k + 1], q, values[k + 2], r, values[k + 3], s, y, 0, n);
            }
        }
        if (k + 2 <= to) {
            addTwoTerms(values[k], rows[indices[k] - first], values[k + 1], rows[indices[k + 1] - first], y, n);
            k += 2;
        }
        if (k < to) {
            addTerm(values[k], rows[indices[k] - first], y, 0, n);
        }
    }

    private static void addToShortRow(
            float a, float[] p, float b, float[] q, float c, float[] r, float d, float[] s, float[] y, int i, int n) {
        for (int j = i; j < n; j++) {
            // + 0f: a product that underflows can make the sum -0.
            y[j] = Math.fma(d, s[j], Math.fma(c, r[j], Math.fma(b, q[j], Math.fma(a, p[j], y[j])))) + 0f;
        }
    }

    private static void addToLongRow(
            float a, float[] p, float b, float[] q, float c, float[] r, float d, float[] s, float[] y, int i, int n) {
        for (int j = i; j < n; j++) {
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
        float[] x = block.x;
        boolean shortRows = to - from < LONG;
        int k = first;
        for (; k + 4 <= last; k += 4) {
            float[] p = rows[k];
            float[] q = rows[k + 1];
            float[] r = rows[k + 2];
            float[] s = rows[k + 3];
            for (int i = 0; i < block.used; i++) {
                int at = block.at[i] + k;
                float[] y = block.y[i];
                if (shortRows) {
                    addToShortRow(x[at], p, x[at + 1], q, x[at + 2], r, x[at + 3], s, y, from, to);
                } else {
                    addToLongRow(x[at], p, x[at + 1], q, x[at + 2], r, x[at + 3], s, y, from, to);
                }
            }
        }
        for (; k < last; k++) {
            for (int i = 0; i < block.used; i++) {
                addTerm(x[block.at[i] + k], rows[k], block.y[i], from, to);
            }
        }
    }

    /** Sums of eight rows and four rows of weights in the first-level cache. */
    @Override
    protected int columnsTogether() {
        return 512;
    }

    @Override
    public Maps maps(int n) {
        return PLAIN_MAPS;
    }
}
