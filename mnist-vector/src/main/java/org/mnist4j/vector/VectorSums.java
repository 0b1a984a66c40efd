package org.mnist4j.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.mnist4j.kernel.Maps;
import org.mnist4j.kernel.SumBlock;
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

    /** Vectors of 512 bits come with 32 registers instead of 16: room for 16 sums instead of 8. */
    private static final boolean WIDE = W == 16;

    private static final Maps VECTOR_MAPS = new VectorMaps();

    /** From index {@code n} on a mask whose last {@code n} lanes are set. */
    private static final boolean[] LAST = new boolean[2 * W];

    static {
        Arrays.fill(LAST, W, 2 * W, true);
    }

    /** Found by {@link java.util.ServiceLoader}. */
    public VectorSums() {}

    @Override
    public String name() {
        return "vector, " + SPECIES.vectorBitSize() + " bits";
    }

    /** A call, the sums, and for each entry and vector a load; at least the time until a sum can be continued. */
    @Override
    public double sparseTime(double entries, int columns) {
        int vectors = vectors(columns);
        return 15 + 2 * vectors + entries * Math.max(1.5, 0.9 * vectors);
    }

    /** A row's share of a call, and for each term half as much, where there are two vectors for each factor. */
    @Override
    public double denseTime(int terms, int columns) {
        int vectors = vectors(columns);
        return 6 + terms * (WIDE ? 0.32 * vectors + 0.1 * (vectors & 1) : 0.45 * vectors + 0.2 * (vectors & 1));
    }

    private static int vectors(int columns) {
        return (columns + W - 1) / W;
    }

    /** Rows that are shorter than a vector have room for one. */
    @Override
    public int columns(int n) {
        return vectors(n) * W;
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
        for (; j + 2 * W <= n; j += 2 * W) {
            addTwoVectors(rows, indices, first, values, from, to, y, j);
        }
        for (; j < n && n >= W; j += W) {
            int start = Math.min(j, n - W);
            addVector(rows, indices, first, values, from, to, y, start, start + W - j);
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

    private static void addTwoVectors(
            float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int j) {
        FloatVector a = FloatVector.fromArray(SPECIES, y, j);
        FloatVector b = FloatVector.fromArray(SPECIES, y, j + W);
        for (int k = from; k < to; k++) {
            float[] row = rows[indices[k] - first];
            FloatVector x = FloatVector.broadcast(SPECIES, values[k]);
            a = x.fma(FloatVector.fromArray(SPECIES, row, j), a);
            b = x.fma(FloatVector.fromArray(SPECIES, row, j + W), b);
        }
        FloatVector zero = FloatVector.zero(SPECIES);
        a.add(zero).intoArray(y, j);
        b.add(zero).intoArray(y, j + W);
    }

    private static void addVector(
            float[][] rows, int[] indices, int first, float[] values, int from, int to, float[] y, int j, int kept) {
        FloatVector a = FloatVector.fromArray(SPECIES, y, j);
        for (int k = from; k < to; k++) {
            FloatVector x = FloatVector.broadcast(SPECIES, values[k]);
            a = x.fma(FloatVector.fromArray(SPECIES, rows[indices[k] - first], j), a);
        }
        if (kept == W) {
            FloatVector zero = FloatVector.zero(SPECIES);
            a.add(zero).intoArray(y, j);
            return;
        }
        store(a, y, j, kept);
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
    public void addBlock(SumBlock block, float[][] rows, int first, int last, int from, int to) {
        int height = WIDE ? 8 : 4;
        for (int base = 0; base < block.used; base += height) {
            int j = from;
            for (; j + 2 * W <= to; j += 2 * W) {
                if (WIDE) {
                    addTwoVectorsToEight(block, base, rows, first, last, j);
                } else {
                    addTwoVectorsToFour(block, base, rows, first, last, j);
                }
            }
            for (; j < to && to >= W; j += W) {
                int start = Math.min(j, to - W);
                if (WIDE) {
                    addVectorToEight(block, base, rows, first, last, start, start + W - j);
                } else {
                    addVectorToFour(block, base, rows, first, last, start, start + W - j);
                }
            }
            for (; j < to; j++) {
                for (int r = base; r < base + height; r++) {
                    addColumn(block.x, block.at[r], rows, first, last, block.y[r], j);
                }
            }
        }
    }

    private static void addTwoVectorsToEight(SumBlock block, int base, float[][] rows, int first, int last, int j) {
        float[] x = block.x;
        int at0 = block.at[base + 0];
        int at1 = block.at[base + 1];
        int at2 = block.at[base + 2];
        int at3 = block.at[base + 3];
        int at4 = block.at[base + 4];
        int at5 = block.at[base + 5];
        int at6 = block.at[base + 6];
        int at7 = block.at[base + 7];
        float[] y0 = block.y[base + 0];
        float[] y1 = block.y[base + 1];
        float[] y2 = block.y[base + 2];
        float[] y3 = block.y[base + 3];
        float[] y4 = block.y[base + 4];
        float[] y5 = block.y[base + 5];
        float[] y6 = block.y[base + 6];
        float[] y7 = block.y[base + 7];
        FloatVector a0 = FloatVector.fromArray(SPECIES, y0, j);
        FloatVector b0 = FloatVector.fromArray(SPECIES, y0, j + W);
        FloatVector a1 = FloatVector.fromArray(SPECIES, y1, j);
        FloatVector b1 = FloatVector.fromArray(SPECIES, y1, j + W);
        FloatVector a2 = FloatVector.fromArray(SPECIES, y2, j);
        FloatVector b2 = FloatVector.fromArray(SPECIES, y2, j + W);
        FloatVector a3 = FloatVector.fromArray(SPECIES, y3, j);
        FloatVector b3 = FloatVector.fromArray(SPECIES, y3, j + W);
        FloatVector a4 = FloatVector.fromArray(SPECIES, y4, j);
        FloatVector b4 = FloatVector.fromArray(SPECIES, y4, j + W);
        FloatVector a5 = FloatVector.fromArray(SPECIES, y5, j);
        FloatVector b5 = FloatVector.fromArray(SPECIES, y5, j + W);
        FloatVector a6 = FloatVector.fromArray(SPECIES, y6, j);
        FloatVector b6 = FloatVector.fromArray(SPECIES, y6, j + W);
        FloatVector a7 = FloatVector.fromArray(SPECIES, y7, j);
        FloatVector b7 = FloatVector.fromArray(SPECIES, y7, j + W);
        for (int k = first; k < last; k++) {
            float[] row = rows[k];
            FloatVector p = FloatVector.fromArray(SPECIES, row, j);
            FloatVector q = FloatVector.fromArray(SPECIES, row, j + W);
            FloatVector f0 = FloatVector.broadcast(SPECIES, x[at0 + k]);
            a0 = f0.fma(p, a0);
            b0 = f0.fma(q, b0);
            FloatVector f1 = FloatVector.broadcast(SPECIES, x[at1 + k]);
            a1 = f1.fma(p, a1);
            b1 = f1.fma(q, b1);
            FloatVector f2 = FloatVector.broadcast(SPECIES, x[at2 + k]);
            a2 = f2.fma(p, a2);
            b2 = f2.fma(q, b2);
            FloatVector f3 = FloatVector.broadcast(SPECIES, x[at3 + k]);
            a3 = f3.fma(p, a3);
            b3 = f3.fma(q, b3);
            FloatVector f4 = FloatVector.broadcast(SPECIES, x[at4 + k]);
            a4 = f4.fma(p, a4);
            b4 = f4.fma(q, b4);
            FloatVector f5 = FloatVector.broadcast(SPECIES, x[at5 + k]);
            a5 = f5.fma(p, a5);
            b5 = f5.fma(q, b5);
            FloatVector f6 = FloatVector.broadcast(SPECIES, x[at6 + k]);
            a6 = f6.fma(p, a6);
            b6 = f6.fma(q, b6);
            FloatVector f7 = FloatVector.broadcast(SPECIES, x[at7 + k]);
            a7 = f7.fma(p, a7);
            b7 = f7.fma(q, b7);
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
        a4.add(zero).intoArray(y4, j);
        b4.add(zero).intoArray(y4, j + W);
        a5.add(zero).intoArray(y5, j);
        b5.add(zero).intoArray(y5, j + W);
        a6.add(zero).intoArray(y6, j);
        b6.add(zero).intoArray(y6, j + W);
        a7.add(zero).intoArray(y7, j);
        b7.add(zero).intoArray(y7, j + W);
    }

    private static void addTwoVectorsToFour(SumBlock block, int base, float[][] rows, int first, int last, int j) {
        float[] x = block.x;
        int at0 = block.at[base + 0];
        int at1 = block.at[base + 1];
        int at2 = block.at[base + 2];
        int at3 = block.at[base + 3];
        float[] y0 = block.y[base + 0];
        float[] y1 = block.y[base + 1];
        float[] y2 = block.y[base + 2];
        float[] y3 = block.y[base + 3];
        FloatVector a0 = FloatVector.fromArray(SPECIES, y0, j);
        FloatVector b0 = FloatVector.fromArray(SPECIES, y0, j + W);
        FloatVector a1 = FloatVector.fromArray(SPECIES, y1, j);
        FloatVector b1 = FloatVector.fromArray(SPECIES, y1, j + W);
        FloatVector a2 = FloatVector.fromArray(SPECIES, y2, j);
        FloatVector b2 = FloatVector.fromArray(SPECIES, y2, j + W);
        FloatVector a3 = FloatVector.fromArray(SPECIES, y3, j);
        FloatVector b3 = FloatVector.fromArray(SPECIES, y3, j + W);
        for (int k = first; k < last; k++) {
            float[] row = rows[k];
            FloatVector p = FloatVector.fromArray(SPECIES, row, j);
            FloatVector q = FloatVector.fromArray(SPECIES, row, j + W);
            FloatVector f0 = FloatVector.broadcast(SPECIES, x[at0 + k]);
            a0 = f0.fma(p, a0);
            b0 = f0.fma(q, b0);
            FloatVector f1 = FloatVector.broadcast(SPECIES, x[at1 + k]);
            a1 = f1.fma(p, a1);
            b1 = f1.fma(q, b1);
            FloatVector f2 = FloatVector.broadcast(SPECIES, x[at2 + k]);
            a2 = f2.fma(p, a2);
            b2 = f2.fma(q, b2);
            FloatVector f3 = FloatVector.broadcast(SPECIES, x[at3 + k]);
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

    private static void addVectorToEight(
            SumBlock block, int base, float[][] rows, int first, int last, int j, int kept) {
        float[] x = block.x;
        int at0 = block.at[base + 0];
        int at1 = block.at[base + 1];
        int at2 = block.at[base + 2];
        int at3 = block.at[base + 3];
        int at4 = block.at[base + 4];
        int at5 = block.at[base + 5];
        int at6 = block.at[base + 6];
        int at7 = block.at[base + 7];
        float[] y0 = block.y[base + 0];
        float[] y1 = block.y[base + 1];
        float[] y2 = block.y[base + 2];
        float[] y3 = block.y[base + 3];
        float[] y4 = block.y[base + 4];
        float[] y5 = block.y[base + 5];
        float[] y6 = block.y[base + 6];
        float[] y7 = block.y[base + 7];
        FloatVector a0 = FloatVector.fromArray(SPECIES, y0, j);
        FloatVector a1 = FloatVector.fromArray(SPECIES, y1, j);
        FloatVector a2 = FloatVector.fromArray(SPECIES, y2, j);
        FloatVector a3 = FloatVector.fromArray(SPECIES, y3, j);
        FloatVector a4 = FloatVector.fromArray(SPECIES, y4, j);
        FloatVector a5 = FloatVector.fromArray(SPECIES, y5, j);
        FloatVector a6 = FloatVector.fromArray(SPECIES, y6, j);
        FloatVector a7 = FloatVector.fromArray(SPECIES, y7, j);
        for (int k = first; k < last; k++) {
            FloatVector p = FloatVector.fromArray(SPECIES, rows[k], j);
            a0 = FloatVector.broadcast(SPECIES, x[at0 + k]).fma(p, a0);
            a1 = FloatVector.broadcast(SPECIES, x[at1 + k]).fma(p, a1);
            a2 = FloatVector.broadcast(SPECIES, x[at2 + k]).fma(p, a2);
            a3 = FloatVector.broadcast(SPECIES, x[at3 + k]).fma(p, a3);
            a4 = FloatVector.broadcast(SPECIES, x[at4 + k]).fma(p, a4);
            a5 = FloatVector.broadcast(SPECIES, x[at5 + k]).fma(p, a5);
            a6 = FloatVector.broadcast(SPECIES, x[at6 + k]).fma(p, a6);
            a7 = FloatVector.broadcast(SPECIES, x[at7 + k]).fma(p, a7);
        }
        if (kept == W) {
            FloatVector zero = FloatVector.zero(SPECIES);
            a0.add(zero).intoArray(y0, j);
            a1.add(zero).intoArray(y1, j);
            a2.add(zero).intoArray(y2, j);
            a3.add(zero).intoArray(y3, j);
            a4.add(zero).intoArray(y4, j);
            a5.add(zero).intoArray(y5, j);
            a6.add(zero).intoArray(y6, j);
            a7.add(zero).intoArray(y7, j);
            return;
        }
        store(a0, y0, j, kept);
        store(a1, y1, j, kept);
        store(a2, y2, j, kept);
        store(a3, y3, j, kept);
        store(a4, y4, j, kept);
        store(a5, y5, j, kept);
        store(a6, y6, j, kept);
        store(a7, y7, j, kept);
    }

    private static void addVectorToFour(
            SumBlock block, int base, float[][] rows, int first, int last, int j, int kept) {
        float[] x = block.x;
        int at0 = block.at[base + 0];
        int at1 = block.at[base + 1];
        int at2 = block.at[base + 2];
        int at3 = block.at[base + 3];
        float[] y0 = block.y[base + 0];
        float[] y1 = block.y[base + 1];
        float[] y2 = block.y[base + 2];
        float[] y3 = block.y[base + 3];
        FloatVector a0 = FloatVector.fromArray(SPECIES, y0, j);
        FloatVector a1 = FloatVector.fromArray(SPECIES, y1, j);
        FloatVector a2 = FloatVector.fromArray(SPECIES, y2, j);
        FloatVector a3 = FloatVector.fromArray(SPECIES, y3, j);
        for (int k = first; k < last; k++) {
            FloatVector p = FloatVector.fromArray(SPECIES, rows[k], j);
            a0 = FloatVector.broadcast(SPECIES, x[at0 + k]).fma(p, a0);
            a1 = FloatVector.broadcast(SPECIES, x[at1 + k]).fma(p, a1);
            a2 = FloatVector.broadcast(SPECIES, x[at2 + k]).fma(p, a2);
            a3 = FloatVector.broadcast(SPECIES, x[at3 + k]).fma(p, a3);
        }
        if (kept == W) {
            FloatVector zero = FloatVector.zero(SPECIES);
            a0.add(zero).intoArray(y0, j);
            a1.add(zero).intoArray(y1, j);
            a2.add(zero).intoArray(y2, j);
            a3.add(zero).intoArray(y3, j);
            return;
        }
        store(a0, y0, j, kept);
        store(a1, y1, j, kept);
        store(a2, y2, j, kept);
        store(a3, y3, j, kept);
    }

    /** Stores the last {@code kept} sums of a vector; the others were stored before. */
    private static void store(FloatVector sums, float[] y, int j, int kept) {
        VectorMask<Float> mask = VectorMask.fromArray(SPECIES, LAST, kept);
        FloatVector stored = FloatVector.fromArray(SPECIES, y, j);
        stored.blend(sums.add(FloatVector.zero(SPECIES)), mask).intoArray(y, j);
    }

    private static void addColumn(float[] x, int at, float[][] rows, int first, int last, float[] y, int j) {
        float sum = y[j];
        for (int k = first; k < last; k++) {
            sum = Math.fma(x[at + k], rows[k][j], sum);
        }
        y[j] = sum + 0f;
    }

    /** Weights of these columns in the second-level cache. */
    @Override
    protected int columnsTogether() {
        return 128;
    }

    @Override
    public Maps maps(int n) {
        return n % W == 0 ? VECTOR_MAPS : PLAIN_MAPS;
    }
}
