package org.mnist4j.data.augment;

import java.util.Arrays;

/**
 * Convolution of rows with a Gaussian: {@code target[r] = sum over k of weight[k] source[r + k]}, weights proportional
 * to {@code exp(-k^2 / (2 sigma^2))} for {@code |k| <= 3 sigma}, summing to 1, with zeros outside.
 *
 * <p>It smooths in one direction, across rows; apply it to the transpose for the other. It adds whole rows because
 * HotSpot vectorizes such loops.
 */
final class GaussianFilter {

    private static final int CUT_OFF = 3; // standard deviations

    private final int radius;
    private final float[] weights; // [2 radius + 1]

    GaussianFilter(double sigma) {
        radius = (int) StrictMath.ceil(CUT_OFF * sigma);
        double[] exact = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            double distance = (i - radius) / sigma;
            exact[i] = StrictMath.exp(-distance * distance / 2);
            sum += exact[i];
        }
        weights = new float[exact.length];
        for (int i = 0; i < exact.length; i++) {
            weights[i] = (float) (exact[i] / sum);
        }
    }

    /**
     * Smooths across rows.
     *
     * @param source {@code [rows][columns]}
     * @param target a different array of the same size; overwritten
     */
    void apply(float[][] source, float[][] target) {
        for (int row = 0; row < target.length; row++) {
            int first = Math.max(0, row - radius);
            int last = Math.min(source.length - 1, row + radius);
            sum(source, first, last, first - row + radius, target[row]);
        }
    }

    /** Writes the weighted sum of the rows {@code first} to {@code last}, four rows at a time in order. */
    private void sum(float[][] source, int first, int last, int firstWeight, float[] target) {
        int k = firstWeight;
        int row = first;
        Arrays.fill(target, 0);
        for (; row + 3 <= last; row += 4, k += 4) {
            addFour(
                    source[row],
                    source[row + 1],
                    source[row + 2],
                    source[row + 3],
                    weights[k],
                    weights[k + 1],
                    weights[k + 2],
                    weights[k + 3],
                    target);
        }
        for (; row <= last; row++, k++) {
            addOne(source[row], weights[k], target);
        }
    }

    private static void addFour(
            float[] p, float[] q, float[] r, float[] s, float a, float b, float c, float d, float[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] += a * p[i] + b * q[i] + c * r[i] + d * s[i];
        }
    }

    private static void addOne(float[] p, float a, float[] target) {
        for (int i = 0; i < target.length; i++) {
            target[i] += a * p[i];
        }
    }
}
