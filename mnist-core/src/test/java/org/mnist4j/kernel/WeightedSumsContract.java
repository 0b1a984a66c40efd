package org.mnist4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.random.RandomStream;

/** Every bit of a kernel against the rule for sums, written as one loop over the terms of one sum. */
public abstract class WeightedSumsContract {

    private static final int ROWS = 37;

    private final WeightedSums sums;

    /** For the kernels under test. */
    protected WeightedSumsContract(WeightedSums sums) {
        this.sums = sums;
    }

    static IntStream columns() {
        return IntStream.rangeClosed(1, 70);
    }

    /** Numbers of every kind that a network can contain: zeros of both signs, the smallest, and usual ones. */
    private static float number(RandomStream random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> 0f;
            case 2 -> -0f;
            case 3 -> Float.MIN_VALUE * (random.nextInt(5) - 2);
            case 4 -> 1e-30f * (random.nextInt(5) - 2);
            default -> random.nextInt(2001) / 1000f - 1;
        };
    }

    private static float[] numbers(RandomStream random, int n) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = number(random);
        }
        return numbers;
    }

    private static float[][] rows(RandomStream random, int n) {
        float[][] rows = new float[ROWS][];
        Arrays.setAll(rows, r -> numbers(random, n));
        return rows;
    }

    private static float[] startOf(RandomStream random, int n) {
        float[] start = new float[n];
        WeightedSums.start(numbers(random, n), start, n);
        return start;
    }

    /** The rule: a chain of fused multiply-adds in ascending order; a sum that is zero is +0. */
    private static float chain(float start, float[] x, int at, int step, float[][] rows, int count, int j) {
        float sum = start;
        for (int k = 0; k < count; k++) {
            sum = Math.fma(x[at + k * step], rows[k][j], sum);
        }
        return sum == 0 ? 0f : sum;
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToRawIntBits(values[i]))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("columns")
    void add_isTheChain_withAndWithoutZeros(int n) {
        RandomStream random = RandomStream.of(21, "add", n);
        for (int count = 0; count <= ROWS; count++) {
            float[][] rows = rows(random, n);
            float[] x = numbers(random, ROWS);
            float[] start = startOf(random, n);
            float[] expected = new float[n];
            for (int j = 0; j < n; j++) {
                expected[j] = chain(start[j], x, 0, 1, rows, count, j);
            }
            int[] all = IntStream.range(0, count).map(k -> k + 3).toArray();
            float[] withZeros = start.clone();
            sums.add(rows, all, 3, x, 0, count, withZeros, n);
            SparseVector entries = new SparseVector(ROWS);
            entries.setFrom(x, count);
            float[] withoutZeros = start.clone();
            sums.add(rows, entries.indices, 0, entries.values, 0, entries.count(), withoutZeros, n);

            assertThat(bits(withZeros)).as("%d terms", count).isEqualTo(bits(expected));
            assertThat(bits(withoutZeros)).as("%d terms", count).isEqualTo(bits(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("columns")
    void addFour_isTheChain_inOnePieceAndInTwo(int n) {
        RandomStream random = RandomStream.of(22, "addFour", n);
        for (int count = 0; count <= ROWS; count += 1 + count / 5) {
            int step = 1 + count % 3;
            float[][] rows = rows(random, n);
            float[] x = numbers(random, 4 * ROWS * 3);
            float[][] start = {startOf(random, n), startOf(random, n), startOf(random, n), startOf(random, n)};
            int[] at = {0, 5, ROWS * 3, ROWS * 6};
            int cut = count / 2;
            float[][] whole = {start[0].clone(), start[1].clone(), start[2].clone(), start[3].clone()};
            float[][] pieces = {start[0].clone(), start[1].clone(), start[2].clone(), start[3].clone()};
            addFour(x, at, 0, step, rows, count, whole, 0, n);
            addFour(x, at, 0, step, rows, cut, pieces, 0, n / 3);
            addFour(x, at, 0, step, rows, cut, pieces, n / 3, n);
            addFour(x, at, cut * step, step, Arrays.copyOfRange(rows, cut, count), count - cut, pieces, 0, n);

            for (int r = 0; r < 4; r++) {
                float[] expected = new float[n];
                for (int j = 0; j < n; j++) {
                    expected[j] = chain(start[r][j], x, at[r], step, rows, count, j);
                }
                assertThat(bits(whole[r])).as("%d terms, row %d", count, r).isEqualTo(bits(expected));
                assertThat(bits(pieces[r])).as("%d terms, row %d", count, r).isEqualTo(bits(expected));
            }
        }
    }

    private void addFour(
            float[] x, int[] at, int shift, int step, float[][] rows, int count, float[][] y, int from, int to) {
        FourSums four = new FourSums();
        for (int r = 0; r < FourSums.ROWS; r++) {
            four.set(r, x, at[r], y[r]);
        }
        four.advance(shift);
        sums.addFour(four, step, rows, count, from, to);
    }

    @Test
    void addProduct_isTheChain_forAnyNumberOfRows() {
        RandomStream random = RandomStream.of(23, "addProduct");
        int n = 131; // more than one block of columns
        for (int m = 1; m <= 9; m++) {
            float[][] rows = rows(random, n);
            float[][] x = new float[m + 1][];
            Arrays.setAll(x, r -> numbers(random, ROWS));
            float[][] y = new float[m + 1][];
            Arrays.setAll(y, r -> startOf(random, n));
            float[][] start = Arrays.stream(y).map(float[]::clone).toArray(float[][]::new);

            sums.addProduct(x, 1, m + 1, ROWS, rows, y, n, new FourSums(), new float[4][n]);

            assertThat(y[0]).as("the row before").isEqualTo(start[0]);
            for (int r = 1; r <= m; r++) {
                float[] expected = new float[n];
                for (int j = 0; j < n; j++) {
                    expected[j] = chain(start[r][j], x[r], 0, 1, rows, ROWS, j);
                }
                assertThat(bits(y[r])).as("row %d of %d", r, m).isEqualTo(bits(expected));
            }
        }
    }

    @Test
    void underflow_leavesPositiveZero() {
        float[] y = new float[70];
        sums.add(new float[][] {filled(-Float.MIN_VALUE)}, new int[] {0}, 0, new float[] {0.25f}, 0, 1, y, 70);
        assertThat(bits(y)).containsOnly(0);
    }

    private static float[] filled(float value) {
        float[] row = new float[70];
        Arrays.fill(row, value);
        return row;
    }
}
