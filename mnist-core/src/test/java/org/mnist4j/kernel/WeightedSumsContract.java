package org.mnist4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.config.Activation;
import org.mnist4j.random.RandomStream;

/**
 * Every bit of a kernel against the rule for sums, written as one loop over the terms of one sum, and of its operations
 * on maps against those in plain Java.
 */
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
    private static float chain(float start, float[] x, int at, float[][] rows, int count, int j) {
        float sum = start;
        for (int k = 0; k < count; k++) {
            sum = Math.fma(x[at + k], rows[k][j], sum);
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
                expected[j] = chain(start[j], x, 0, rows, count, j);
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
    void addBlock_isTheChain_inOnePieceAndInTwo(int n) {
        RandomStream random = RandomStream.of(22, "addBlock", n);
        for (int count = 0; count <= ROWS; count += 1 + count / 5) {
            int used = 1 + (count + n) % SumBlock.ROWS;
            float[][] rows = rows(random, n);
            float[] x = numbers(random, 4 * ROWS * 3);
            float[][] start = new float[used][];
            Arrays.setAll(start, r -> startOf(random, n));
            int[] at =
                    IntStream.range(0, used).map(r -> r % 3 * ROWS * 3 + 5 * r).toArray();
            int cut = count / 2;
            float[][] whole = copy(start);
            float[][] pieces = copy(start);
            addBlock(x, at, rows, 0, count, whole, 0, n);
            addBlock(x, at, rows, 0, cut, pieces, 0, n / 3);
            addBlock(x, at, rows, 0, cut, pieces, n / 3, n);
            addBlock(x, at, rows, cut, count, pieces, 0, n);

            for (int r = 0; r < used; r++) {
                float[] expected = new float[n];
                for (int j = 0; j < n; j++) {
                    expected[j] = chain(start[r][j], x, at[r], rows, count, j);
                }
                assertThat(bits(whole[r])).as("%d terms, row %d", count, r).isEqualTo(bits(expected));
                assertThat(bits(pieces[r])).as("%d terms, row %d", count, r).isEqualTo(bits(expected));
            }
        }
    }

    /** Factors that are all zero, of both signs. */
    @ParameterizedTest
    @MethodSource("columns")
    void zeros_leaveTheSums(int n) {
        RandomStream random = RandomStream.of(25, "zeros", n);
        float[][] rows = rows(random, n);
        float[] x = new float[ROWS];
        for (int k = 0; k < ROWS; k += 2) {
            x[k] = -0f;
        }
        float[] start = startOf(random, n);
        float[] row = start.clone();
        float[][] block = {start.clone()};

        sums.add(rows, IntStream.range(0, ROWS).toArray(), 0, x, 0, ROWS, row, n);
        addBlock(x, new int[1], rows, 0, ROWS, block, 0, n);

        assertThat(bits(row)).isEqualTo(bits(start));
        assertThat(bits(block[0])).isEqualTo(bits(start));
    }

    private static float[][] copy(float[][] rows) {
        return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    }

    private void addBlock(float[] x, int[] at, float[][] rows, int first, int last, float[][] y, int from, int to) {
        SumBlock block = new SumBlock(0, to);
        block.begin(x);
        for (int r = 0; r < y.length; r++) {
            block.addRow(at[r], y[r]);
        }
        block.end();
        sums.addBlock(block, rows, first, last, from, to);
    }

    @Test
    void addProduct_isTheChain_forAnyNumberOfRows() {
        RandomStream random = RandomStream.of(23, "addProduct");
        int n = 131; // more than one block of columns
        int terms = SumBlock.TERMS + 5; // and of terms
        for (int m = 1; m <= 2 * SumBlock.ROWS + 1; m++) {
            float[][] rows = new float[terms][];
            Arrays.setAll(rows, k -> numbers(random, n));
            float[][] x = new float[m + 1][];
            Arrays.setAll(x, r -> numbers(random, terms));
            float[][] y = new float[m + 1][];
            Arrays.setAll(y, r -> startOf(random, n));
            float[][] start = copy(y);

            sums.addProduct(x, 1, m + 1, terms, rows, y, n, new SumBlock(terms, n));

            assertThat(y[0]).as("the row before").isEqualTo(start[0]);
            for (int r = 1; r <= m; r++) {
                float[] expected = new float[n];
                for (int j = 0; j < n; j++) {
                    expected[j] = chain(start[r][j], x[r], 0, rows, terms, j);
                }
                assertThat(bits(y[r])).as("row %d of %d", r, m).isEqualTo(bits(expected));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("columns")
    void columns_areNeitherFewerNorMoreThanThereIsRoomFor(int n) {
        assertThat(sums.columns(n)).isBetween(n, WeightedSums.padded(n));
    }

    /** All exponents, both signs, every few mantissas; every float with -Dmnist4j.elementary.step=1. */
    @Test
    void activations_areThoseOfElementary() {
        int step = Integer.getInteger("mnist4j.elementary.step", 1009);
        float[] x = new float[64];
        for (long bits = Integer.MIN_VALUE; bits <= Integer.MAX_VALUE; ) {
            for (int i = 0; i < x.length; i++, bits += step) {
                x[i] = Float.intBitsToFloat((int) bits);
            }
            float[][] tanh = {x.clone()};
            float[][] sigmoid = {x.clone()};
            sums.maps(x.length).apply(Activation.TANH, tanh, x.length);
            sums.maps(x.length).apply(Activation.SIGMOID, sigmoid, x.length);
            for (int i = 0; i < x.length; i++) {
                if (Float.floatToIntBits(tanh[0][i]) != Float.floatToIntBits(Elementary.tanh(x[i]))
                        || Float.floatToIntBits(sigmoid[0][i]) != Float.floatToIntBits(Elementary.sigmoid(x[i]))) {
                    fail("at %s: tanh %s, sigmoid %s", x[i], tanh[0][i], sigmoid[0][i]);
                }
            }
        }
    }

    /** Every operation on maps gives the bits of those in plain Java, for whole vectors of channels and for others. */
    @ParameterizedTest
    @MethodSource("columns")
    void operationsOnMaps_areThoseInPlainJava(int n) {
        Maps plain = new PlainSums().maps(n);
        for (Activation activation : Activation.values()) {
            assertSame(n, plain, (maps, random) -> {
                float[][] y = rows(random, n);
                maps.apply(activation, y, n);
                float[][] gradient = rows(random, n);
                maps.multiplyByDerivative(activation, y, gradient, n);
                return new float[][][] {y, gradient};
            });
        }
        assertSame(n, plain, (maps, random) -> {
            float[][] x = rows(random, n);
            float[][] y = rows(random, n);
            float[][] sums = {numbers(random, n), numbers(random, n), numbers(random, n)};
            maps.add(x, sums[0], n);
            maps.addSquaredDeviations(x, numbers(random, n), sums[1], n);
            maps.addProducts(x, y, numbers(random, n), numbers(random, n), sums[2], n);
            maps.scaleAndShift(x, numbers(random, n), numbers(random, n), y, n);
            maps.addScaled(x, numbers(random, n), y, n);
            return new float[][][] {y, sums};
        });
        assertSame(n, plain, (maps, random) -> {
            float[][] x = rows(random, n); // 6 columns, 6 rows and a position
            float[][] pooled = {new float[n], new float[n]};
            float[][] dx = new float[ROWS][n];
            for (int window = 2; window <= 3; window++) {
                maps.max(x, 8, 6, window, pooled[0], n);
                maps.addToMax(x, 8, 6, window, pooled[0], numbers(random, n), new float[n], dx, n);
                maps.mean(x, 8, 6, window, pooled[1], n);
                maps.addToMean(numbers(random, n), 8, 6, window, dx, n);
            }
            return new float[][][] {pooled, dx};
        });
    }

    private interface Operations {
        float[][][] results(Maps maps, RandomStream random);
    }

    private void assertSame(int n, Maps plain, Operations operations) {
        float[][][] expected = operations.results(plain, RandomStream.of(24, "maps", n));
        float[][][] actual = operations.results(sums.maps(n), RandomStream.of(24, "maps", n));
        for (int m = 0; m < expected.length; m++) {
            for (int r = 0; r < expected[m].length; r++) {
                assertThat(bits(actual[m][r])).as("%d, row %d", m, r).isEqualTo(bits(expected[m][r]));
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
