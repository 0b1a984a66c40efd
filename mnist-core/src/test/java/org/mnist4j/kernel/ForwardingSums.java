package org.mnist4j.kernel;

/** Other kernels, with something about them changed. */
abstract class ForwardingSums extends WeightedSums {

    private final WeightedSums sums;

    ForwardingSums(WeightedSums sums) {
        this.sums = sums;
    }

    @Override
    public String name() {
        return sums.name();
    }

    @Override
    public void add(float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int n) {
        sums.add(rows, indices, first, values, from, to, y, n);
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
        sums.addFour(x0, at0, x1, at1, x2, at2, x3, at3, step, rows, count, y0, y1, y2, y3, from, to);
    }
}
