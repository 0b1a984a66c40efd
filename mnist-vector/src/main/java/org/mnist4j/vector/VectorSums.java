package org.mnist4j.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.mnist4j.kernel.FourSums;
import org.mnist4j.kernel.WeightedSums;

/**
 * Weighted sums with the Vector API: sums stay in registers over all terms.
 *
 * <p>The compiler keeps vectors in registers only if a method has one loop, which starts at a parameter: on JDK 17 vectors
 * that are carried through two loops are allocated, and JDK 25 unrolls a loop from a constant so far that they no longer
 * fit. Eight sums, two rows and four factors fit the sixteen registers of a processor with AVX2.
 */
public final class VectorSums extends WeightedSums {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int W = SPECIES.length();

    /** Found by {@link java.util.ServiceLoader}. */
    public VectorSums() {}

    @Override
    public String name() {
        return "vector, " + SPECIES.vectorBitSize() + " bits";
    }

    @Override
    protected double sparseLimit(int columns) {
        return 0.3;
    }

    @Override
    public void add(float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int n) {
        int j = 0;
        for (; j + 8 * W <= n; j += 8 * W) {
            addEightVectors(rows, indices, first, values, from, to, y, j);
        }
        for (; j + 4 * W <= n; j += 4 * W) {
            addFourVectors(rows, indices, first, values, from, to, y, j);
        }
        for (; j + W <= n; j += W) {
            addVector(rows, indices, first, values, from, to, y, j);
        }
        for (; j < n; j++) {
            addColumn(rows, indices, first, values, from, to, y, j);
        }
    }

    private static void addEightVectors(
            float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int j) {
        FloatVector a = FloatVector.fromArray(SPECIES, y, j);
        FloatVector b = FloatVector.fromArray(SPECIES, y, j + W);
        FloatVector c = FloatVector.fromArray(SPECIES, y, j + 2 * W);
        FloatVector d = FloatVector.fromArray(SPECIES, y, j + 3 * W);
        FloatVector e = FloatVector.fromArray(SPECIES, y, j + 4 * W);
        FloatVector f = FloatVector.fromArray(SPECIES, y, j + 5 * W);
        FloatVector g = FloatVector.fromArray(SPECIES, y, j + 6 * W);
        FloatVector h = FloatVector.fromArray(SPECIES, y, j + 7 * W);
        for (int k = from; k < to; k++) {
            float[] row = rows[indices[k] - first];
            FloatVector x = FloatVector.broadcast(SPECIES, values[k]);
            a = x.fma(FloatVector.fromArray(SPECIES, row, j), a);
            b = x.fma(FloatVector.fromArray(SPECIES, row, j + W), b);
            c = x.fma(FloatVector.fromArray(SPECIES, row, j + 2 * W), c);
            d = x.fma(FloatVector.fromArray(SPECIES, row, j + 3 * W), d);
            e = x.fma(FloatVector.fromArray(SPECIES, row, j + 4 * W), e);
            f = x.fma(FloatVector.fromArray(SPECIES, row, j + 5 * W), f);
            g = x.fma(FloatVector.fromArray(SPECIES, row, j + 6 * W), g);
            h = x.fma(FloatVector.fromArray(SPECIES, row, j + 7 * W), h);
        }
        FloatVector zero = FloatVector.zero(SPECIES);
        a.add(zero).intoArray(y, j);
        b.add(zero).intoArray(y, j + W);
        c.add(zero).intoArray(y, j + 2 * W);
        d.add(zero).intoArray(y, j + 3 * W);
        e.add(zero).intoArray(y, j + 4 * W);
        f.add(zero).intoArray(y, j + 5 * W);
        g.add(zero).intoArray(y, j + 6 * W);
        h.add(zero).intoArray(y, j + 7 * W);
    }

    private static void addFourVectors(
            float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int j) {
        FloatVector a = FloatVector.fromArray(SPECIES, y, j);
        FloatVector b = FloatVector.fromArray(SPECIES, y, j + W);
        FloatVector c = FloatVector.fromArray(SPECIES, y, j + 2 * W);
        FloatVector d = FloatVector.fromArray(SPECIES, y, j + 3 * W);
        for (int k = from; k < to; k++) {
            float[] row = rows[indices[k] - first];
            FloatVector x = FloatVector.broadcast(SPECIES, values[k]);
            a = x.fma(FloatVector.fromArray(SPECIES, row, j), a);
            b = x.fma(FloatVector.fromArray(SPECIES, row, j + W), b);
            c = x.fma(FloatVector.fromArray(SPECIES, row, j + 2 * W), c);
            d = x.fma(FloatVector.fromArray(SPECIES, row, j + 3 * W), d);
        }
        FloatVector zero = FloatVector.zero(SPECIES);
        a.add(zero).intoArray(y, j);
        b.add(zero).intoArray(y, j + W);
        c.add(zero).intoArray(y, j + 2 * W);
        d.add(zero).intoArray(y, j + 3 * W);
    }

    private static void addVector(
            float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int j) {
        FloatVector a = FloatVector.fromArray(SPECIES, y, j);
        for (int k = from; k < to; k++) {
            FloatVector x = FloatVector.broadcast(SPECIES, values[k]);
            a = x.fma(FloatVector.fromArray(SPECIES, rows[indices[k] - first], j), a);
        }
        FloatVector zero = FloatVector.zero(SPECIES);
        a.add(zero).intoArray(y, j);
    }

    private static void addColumn(
            float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int j) {
        float sum = y[j];
        for (int k = from; k < to; k++) {
            sum = Math.fma(values[k], rows[indices[k] - first][j], sum);
        }
        y[j] = sum + 0f;
    }

    @Override
    public void addFour(FourSums four, int step, float[][] rows, int count, int from, int to) {
        int j = from;
        for (; j + 2 * W <= to; j += 2 * W) {
            addTwoVectorsToFour(four, step, rows, 0, count, j);
        }
        for (; j + W <= to; j += W) {
            addVectorToFour(four, step, rows, 0, count, j);
        }
        for (; j < to; j++) {
            for (int r = 0; r < FourSums.ROWS; r++) {
                addColumn(four.x[r], four.at[r], step, rows, count, four.y[r], j);
            }
        }
    }

    private static void addTwoVectorsToFour(FourSums four, int step, float[][] rows, int first, int count, int j) {
        float[] x0 = four.x[0];
        float[] x1 = four.x[1];
        float[] x2 = four.x[2];
        float[] x3 = four.x[3];
        int at0 = four.at[0];
        int at1 = four.at[1];
        int at2 = four.at[2];
        int at3 = four.at[3];
        float[] y0 = four.y[0];
        float[] y1 = four.y[1];
        float[] y2 = four.y[2];
        float[] y3 = four.y[3];
        FloatVector a0 = FloatVector.fromArray(SPECIES, y0, j);
        FloatVector b0 = FloatVector.fromArray(SPECIES, y0, j + W);
        FloatVector a1 = FloatVector.fromArray(SPECIES, y1, j);
        FloatVector b1 = FloatVector.fromArray(SPECIES, y1, j + W);
        FloatVector a2 = FloatVector.fromArray(SPECIES, y2, j);
        FloatVector b2 = FloatVector.fromArray(SPECIES, y2, j + W);
        FloatVector a3 = FloatVector.fromArray(SPECIES, y3, j);
        FloatVector b3 = FloatVector.fromArray(SPECIES, y3, j + W);
        for (int k = first; k < count; k++) {
            float[] row = rows[k];
            int t = k * step;
            FloatVector p = FloatVector.fromArray(SPECIES, row, j);
            FloatVector q = FloatVector.fromArray(SPECIES, row, j + W);
            FloatVector f0 = FloatVector.broadcast(SPECIES, x0[at0 + t]);
            FloatVector f1 = FloatVector.broadcast(SPECIES, x1[at1 + t]);
            FloatVector f2 = FloatVector.broadcast(SPECIES, x2[at2 + t]);
            FloatVector f3 = FloatVector.broadcast(SPECIES, x3[at3 + t]);
            a0 = f0.fma(p, a0);
            b0 = f0.fma(q, b0);
            a1 = f1.fma(p, a1);
            b1 = f1.fma(q, b1);
            a2 = f2.fma(p, a2);
            b2 = f2.fma(q, b2);
            a3 = f3.fma(p, a3);
            b3 = f3.fma(q, b3);
        }
        FloatVector zero = FloatVector.zero(SPECIES);
        a0.add(zero).intoArray(y0, j);
        b0.add(zero).intoArray(y0, j + W);
        a1.add(zero).intoArray(y1, j);
        b1.add(zero).intoArray(y1, j + W);
        a2.add(zero).intoArray(y2, j);
        b2.add(zero).intoArray(y2, j + W);
        a3.add(zero).intoArray(y3, j);
        b3.add(zero).intoArray(y3, j + W);
    }

    private static void addVectorToFour(FourSums four, int step, float[][] rows, int first, int count, int j) {
        float[] x0 = four.x[0];
        float[] x1 = four.x[1];
        float[] x2 = four.x[2];
        float[] x3 = four.x[3];
        int at0 = four.at[0];
        int at1 = four.at[1];
        int at2 = four.at[2];
        int at3 = four.at[3];
        float[] y0 = four.y[0];
        float[] y1 = four.y[1];
        float[] y2 = four.y[2];
        float[] y3 = four.y[3];
        FloatVector a0 = FloatVector.fromArray(SPECIES, y0, j);
        FloatVector a1 = FloatVector.fromArray(SPECIES, y1, j);
        FloatVector a2 = FloatVector.fromArray(SPECIES, y2, j);
        FloatVector a3 = FloatVector.fromArray(SPECIES, y3, j);
        for (int k = first; k < count; k++) {
            int t = k * step;
            FloatVector p = FloatVector.fromArray(SPECIES, rows[k], j);
            a0 = FloatVector.broadcast(SPECIES, x0[at0 + t]).fma(p, a0);
            a1 = FloatVector.broadcast(SPECIES, x1[at1 + t]).fma(p, a1);
            a2 = FloatVector.broadcast(SPECIES, x2[at2 + t]).fma(p, a2);
            a3 = FloatVector.broadcast(SPECIES, x3[at3 + t]).fma(p, a3);
        }
        FloatVector zero = FloatVector.zero(SPECIES);
        a0.add(zero).intoArray(y0, j);
        a1.add(zero).intoArray(y1, j);
        a2.add(zero).intoArray(y2, j);
        a3.add(zero).intoArray(y3, j);
    }

    private static void addColumn(float[] x, int at, int step, float[][] rows, int count, float[] y, int j) {
        float sum = y[j];
        for (int k = 0; k < count; k++) {
            sum = Math.fma(x[at + k * step], rows[k][j], sum);
        }
        y[j] = sum + 0f;
    }
}
