package org.mnist4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.mnist4j.random.RandomStream;

/** Feature maps {@code [positions][channels]} to compute with. */
final class TestMaps {

    private TestMaps() {}

    /** Numbers between -1 and 1, some of them -0 or denormal; each is +0 half the time, and a third of the positions hold none. */
    static float[][] sparse(RandomStream random, int positions, int channels) {
        float[][] maps = new float[positions][channels];
        for (float[] map : maps) {
            boolean empty = random.nextInt(3) == 0;
            for (int c = 0; c < channels; c++) {
                map[c] = empty || random.nextInt(2) == 0 ? 0 : number(random);
            }
        }
        return maps;
    }

    /** Numbers between -1 and 1, some of them -0 or denormal. */
    static float[] dense(RandomStream random, int n) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = number(random);
        }
        return numbers;
    }

    private static float number(RandomStream random) {
        return switch (random.nextInt(24)) {
            case 0 -> -0f;
            case 1 -> (random.nextInt(2001) - 1000) * Float.MIN_VALUE;
            default -> (float) (2 * random.nextDouble() - 1);
        };
    }

    /** What a result is written over, so that nothing unwritten passes. */
    static float[][] filledWithNaN(int positions, int channels) {
        float[][] maps = new float[positions][channels];
        for (float[] map : maps) {
            Arrays.fill(map, Float.NaN);
        }
        return maps;
    }

    /** The maps whose entries these are, of a width in positions. */
    static void copy(SparseMaps entries, int width, float[][] maps) {
        for (int p = 0; p < maps.length; p++) {
            Arrays.fill(maps[p], 0);
            for (int k = entries.starts[p]; k < entries.starts[p + 1]; k++) {
                maps[p][entries.indices[k] - p % width * maps[p].length] = entries.values[k];
            }
        }
    }

    static double innerProduct(float[][] a, float[][] b) {
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            for (int c = 0; c < a[p].length; c++) {
                sum += (double) a[p][c] * b[p][c];
            }
        }
        return sum;
    }

    static void assertClose(float[][] actual, double[][] expected, double tolerance) {
        assertThat(actual).hasDimensions(expected.length, expected[0].length);
        for (int p = 0; p < expected.length; p++) {
            for (int c = 0; c < expected[p].length; c++) {
                assertThat((double) actual[p][c])
                        .as("position %d, channel %d", p, c)
                        .isCloseTo(expected[p][c], within(tolerance));
            }
        }
    }
}
