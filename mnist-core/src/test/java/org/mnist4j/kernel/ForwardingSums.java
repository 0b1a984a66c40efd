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
    public void addFour(FourSums four, int step, float[][] rows, int count, int from, int to) {
        sums.addFour(four, step, rows, count, from, to);
    }
}
