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
        return entries * termTime(columns);
    }

    @Override
    public double denseTime(int terms, int columns) {
        return terms * termTime(columns);
    }

    private static double termTime(int columns) {
        return columns < LONG ? 3.5 + 0.08 * columns : 5 + 0.043 * columns;
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
                addToShortRow(values[k], p, values[k + 1], q, values[k + 2], r, values[k + 3], s, y, n);
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
            float a, float[] p, float b, float[] q, float c, float[] r, float d, float[] s, float[] y, int n) {
        for (int j = 0; j < n; j++) {
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
        for (int k = first; k < last; k += 4) {
            for (int r = 0; r < block.used; r++) {
                int at = block.at[r] + k;
                float[] y = block.y[r];
                if (k + 4 <= last) {
                    addToLongRow(
                            x[at],
                            rows[k],
                            x[at + 1],
                            rows[k + 1],
                            x[at + 2],
                            rows[k + 2],
                            x[at + 3],
                            rows[k + 3],
                            y,
                            from,
                            to);
                } else {
                    for (int i = 0; i < last - k; i++) {
                        addTerm(x[at + i], rows[k + i], y, from, to);
                    }
                }
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
