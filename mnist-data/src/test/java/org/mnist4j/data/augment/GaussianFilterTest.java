package org.mnist4j.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mnist4j.random.RandomStream;

class GaussianFilterTest {

    @Test
    void onePixel_becomesTheWeights() {
        float[][] source = new float[9][1];
        source[4][0] = 1;
        float[][] target = new float[9][1];

        new GaussianFilter(1).apply(source, target);

        // exp(-k^2 / 2) for k = 0..3 is 1, 0.60653066, 0.13533528, 0.01110900; all seven sum to 2.50594987.
        double[] expected = {0, 0.00443305, 0.05400558, 0.24203623, 0.39905028};
        for (int row = 0; row < 9; row++) {
            assertThat((double) target[row][0]).isCloseTo(expected[Math.min(row, 8 - row)], within(1e-7));
        }
    }

    @Test
    void constantRows_stayConstant_whereTheFilterFits() {
        float[][] source = new float[20][5];
        for (float[] row : source) {
            Arrays.fill(row, 3);
        }
        float[][] target = new float[20][5];
        Arrays.fill(target[7], Float.NaN);

        new GaussianFilter(2).apply(source, target);

        for (int row = 6; row < 14; row++) {
            for (float value : target[row]) {
                assertThat(value).isCloseTo(3, within(1e-6f));
            }
        }
        assertThat(target[0][0]).isLessThan(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0.1", "2, 7, 4", "28, 56, 4", "28, 56, 0.7", "5, 3, 50", "41, 2, 100", "64, 9, 2.5"})
    void rows_areTheDirectSumInDouble(int rows, int columns, double sigma) {
        RandomStream random = RandomStream.of(3, "rows");
        float[][] source = new float[rows][columns];
        for (float[] row : source) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) (2 * random.nextDouble() - 1);
            }
        }
        float[][] target = new float[rows][columns];

        new GaussianFilter(sigma).apply(source, target);

        double weights = 0;
        long radius = (long) Math.ceil(3 * sigma);
        for (long k = -radius; k <= radius; k++) {
            weights += Math.exp(-k * k / (2 * sigma * sigma));
        }
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < columns; i++) {
                double sum = 0;
                for (int other = 0; other < rows; other++) {
                    long k = other - row;
                    sum += Math.abs(k) <= radius ? Math.exp(-k * k / (2 * sigma * sigma)) * source[other][i] : 0;
                }
                // Up to 64 terms below 1, rounded to float after each.
                assertThat((double) target[row][i]).isCloseTo(sum / weights, within(1e-6));
            }
        }
    }
}
