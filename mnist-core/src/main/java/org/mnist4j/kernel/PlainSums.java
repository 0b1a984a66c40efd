package org.mnist4j.kernel;

/** Weighted sums in plain Java, in loops that HotSpot vectorizes: four terms of one sum, or two terms of four sums. */
final class PlainSums extends WeightedSums {

    @Override
    public String name() {
        return "plain";
    }

    /**
     * Above every share, so that {@link #add} is always chosen: HotSpot's loops over two terms of four rows are no faster
     * in training, and several times slower at times.
     */
    @Override
    protected double sparseLimit(int columns) {
        return 2;
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
            addTerm(values[k], rows[indices[k] - first], y, n);
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

    private static void addTerm(float a, float[] p, float[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.fma(a, p[j], y[j]) + 0f;
        }
    }

    @Override
    public void addFour(
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
            int to) {
        int k = 0;
        for (; k + 2 <= count; k += 2) {
            int a = k * step;
            int b = a + step;
            addTwoTermsToFour(
                    x0[at0 + a],
                    x0[at0 + b],
                    x1[at1 + a],
                    x1[at1 + b],
                    x2[at2 + a],
                    x2[at2 + b],
                    x3[at3 + a],
                    x3[at3 + b],
                    rows[k],
                    rows[k + 1],
                    y0,
                    y1,
                    y2,
                    y3,
                    from,
                    to);
        }
        if (k < count) {
            int a = k * step;
            addTermToFour(x0[at0 + a], x1[at1 + a], x2[at2 + a], x3[at3 + a], rows[k], y0, y1, y2, y3, from, to);
        }
    }

    private static void addTwoTermsToFour(
            float a0,
            float b0,
            float a1,
            float b1,
            float a2,
            float b2,
            float a3,
            float b3,
            float[] p,
            float[] q,
            float[] y0,
            float[] y1,
            float[] y2,
            float[] y3,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            float u = p[j];
            float v = q[j];
            y0[j] = Math.fma(b0, v, Math.fma(a0, u, y0[j])) + 0f;
            y1[j] = Math.fma(b1, v, Math.fma(a1, u, y1[j])) + 0f;
            y2[j] = Math.fma(b2, v, Math.fma(a2, u, y2[j])) + 0f;
            y3[j] = Math.fma(b3, v, Math.fma(a3, u, y3[j])) + 0f;
        }
    }

    private static void addTermToFour(
            float a0,
            float a1,
            float a2,
            float a3,
            float[] p,
            float[] y0,
            float[] y1,
            float[] y2,
            float[] y3,
            int from,
            int to) {
        for (int j = from; j < to; j++) {
            y0[j] = Math.fma(a0, p[j], y0[j]) + 0f;
            y1[j] = Math.fma(a1, p[j], y1[j]) + 0f;
            y2[j] = Math.fma(a2, p[j], y2[j]) + 0f;
            y3[j] = Math.fma(a3, p[j], y3[j]) + 0f;
        }
    }
}
