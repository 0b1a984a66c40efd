package org.mnist4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mnist4j.random.RandomStream;

/** Pooling forward and back against the definition's nested loops. */
class PoolingTest {

    private static final int HEIGHT = 7;
    private static final int WIDTH = 9;

    static List<Pooling> maxPoolings() {
        return poolings(true);
    }

    static List<Pooling> meanPoolings() {
        return poolings(false);
    }

    private static List<Pooling> poolings(boolean max) {
        List<Pooling> all = new ArrayList<>();
        for (int window = 1; window <= 5; window++) {
            for (int stride = 1; stride <= 4; stride++) {
                for (int channels = 1; channels <= 3; channels++) {
                    all.add(Pooling.of(max, HEIGHT, WIDTH, channels, window, stride));
                }
            }
        }
        return all;
    }

    private final RandomStream random = RandomStream.of(6, "pooling");

    private float[][] image(Pooling pooling) {
        return TestMaps.sparse(random, HEIGHT * WIDTH, pooling.channels());
    }

    private float[][] gradient(Pooling pooling) {
        return TestMaps.sparse(random, pooling.outHeight() * pooling.outWidth(), pooling.channels());
    }

    /** The positions of an output's window, row by row. */
    private static int[] window(Pooling pooling, int out) {
        int[] positions = new int[pooling.window() * pooling.window()];
        int row = out / pooling.outWidth() * pooling.stride();
        int column = out % pooling.outWidth() * pooling.stride();
        for (int k = 0; k < positions.length; k++) {
            positions[k] = (row + k / pooling.window()) * WIDTH + column + k % pooling.window();
        }
        return positions;
    }

    /** Each output's gradient at the first of its window's largest values. */
    private static double[][] expectedMaxBackward(Pooling pooling, float[][] x, float[][] g) {
        double[][] dx = new double[x.length][pooling.channels()];
        for (int out = 0; out < g.length; out++) {
            for (int c = 0; c < pooling.channels(); c++) {
                int first = -1;
                for (int position : window(pooling, out)) {
                    first = first < 0 || x[position][c] > x[first][c] ? position : first;
                }
                dx[first][c] += g[out][c];
            }
        }
        return dx;
    }

    @ParameterizedTest
    @MethodSource("maxPoolings")
    void max_isTheLargestOfEachWindow(Pooling pooling) {
        float[][] x = image(pooling);
        float[][] y = TestMaps.filledWithNaN(pooling.outHeight() * pooling.outWidth(), pooling.channels());

        pooling.forward(x, y);

        for (int out = 0; out < y.length; out++) {
            for (int c = 0; c < pooling.channels(); c++) {
                float most = Float.NEGATIVE_INFINITY;
                for (int position : window(pooling, out)) {
                    most = Math.max(most, x[position][c]);
                }
                assertThat(y[out][c]).isEqualTo(most);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("maxPoolings")
    void maxBackward_givesTheFirstLargestOfEachWindow(Pooling pooling) {
        float[][] x = image(pooling);
        float[][] g = gradient(pooling);
        float[][] dx = TestMaps.filledWithNaN(HEIGHT * WIDTH, pooling.channels());

        float[][] largest = new float[pooling.outHeight() * pooling.outWidth()][pooling.channels()];
        pooling.forward(x, largest);

        pooling.backward(x, largest, g, new float[pooling.channels()], dx);

        // Up to 25 windows hand a number below 1 to one position.
        TestMaps.assertClose(dx, expectedMaxBackward(pooling, x, g), 1e-5);
    }

    /** Least differences: of subnormal numbers, of neighbours near 1, and none between zeros of either sign. */
    @ParameterizedTest
    @CsvSource({
        "0, 1.4e-45, 0, 0, 1",
        "1, 1, 1.0000001, 1, 2",
        "-3e38, 3e38, -3e38, -3e38, 1",
        "-0.0, 0.0, -0.0, 0.0, 0"
    })
    void maxBackward_ofNumbersThatHardlyDiffer_goesToTheFirstLargest(float a, float b, float c, float d, int first) {
        Pooling pooling = Pooling.of(true, 2, 2, 1, 2, 2);
        float[][] x = {{a}, {b}, {c}, {d}};
        float[][] largest = new float[1][1];
        float[][] dx = new float[4][1];
        pooling.forward(x, largest);

        pooling.backward(x, largest, new float[][] {{3}}, new float[1], dx);

        for (int k = 0; k < 4; k++) {
            assertThat(dx[k][0]).as("position %d", k).isEqualTo(k == first ? 3 : 0);
        }
    }

    @ParameterizedTest
    @MethodSource("meanPoolings")
    void mean_isTheMeanOfEachWindow(Pooling pooling) {
        float[][] x = image(pooling);
        float[][] y = TestMaps.filledWithNaN(pooling.outHeight() * pooling.outWidth(), pooling.channels());
        double[][] expected = new double[y.length][pooling.channels()];
        for (int out = 0; out < y.length; out++) {
            for (int position : window(pooling, out)) {
                for (int c = 0; c < pooling.channels(); c++) {
                    expected[out][c] += x[position][c] / Math.pow(pooling.window(), 2);
                }
            }
        }

        pooling.forward(x, y);

        // 25 numbers below 1, their mean rounded a few times.
        TestMaps.assertClose(y, expected, 1e-6);
    }

    @ParameterizedTest
    @MethodSource("meanPoolings")
    void meanBackward_isTheAdjointOfMean(Pooling pooling) {
        float[][] x = image(pooling);
        float[][] g = gradient(pooling);
        float[][] y = new float[g.length][pooling.channels()];
        float[][] dx = TestMaps.filledWithNaN(HEIGHT * WIDTH, pooling.channels());
        pooling.forward(x, y);

        pooling.backward(x, y, g, new float[pooling.channels()], dx);

        // Up to 189 products of numbers below 1 that are off by 1e-6 at most.
        assertThat(TestMaps.innerProduct(x, dx)).isCloseTo(TestMaps.innerProduct(y, g), within(2e-4));
    }
}
