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
    protected int columnsTogether() {
        return sums.columnsTogether();
    }

    @Override
    public int columns(int n) {
        return sums.columns(n);
    }

    @Override
    public void addBlock(SumBlock block, float[][] rows, int first, int last, int from, int to) {
        sums.addBlock(block, rows, first, last, from, to);
    }

    @Override
    public double sparseTime(double entries, int columns) {
        return sums.sparseTime(entries, columns);
    }

    @Override
    public double denseTime(int terms, int columns) {
        return sums.denseTime(terms, columns);
    }

    @Override
    public Maps maps(int n) {
        return sums.maps(n);
    }
}
