package org.mnist4j.data.perturb;

/**
 * Convolution with a Gaussian in both directions, its weights cut off at three standard deviations and summing to 1.
 */
final class Smoothing {

    private static final int CUT_OFF = 3; // standard deviations

    private final int radius;
    private final double[] weights; // [2 radius + 1]

    Smoothing(double sigma) {
        radius = (int) Math.ceil(CUT_OFF * sigma);
        weights = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = (i - radius) / sigma;
            weights[i] = StrictMath.exp(-distance * distance / 2);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }

    /**
     * Returns the smoothed field.
     *
     * @param field {@code [height][width]}
     * @param wrapped whether the field continues at its opposite border; otherwise with its border's values
     */
    double[] apply(double[] field, int height, int width, boolean wrapped) {
        return alongRows(alongRows(field, height, width, wrapped), width, height, wrapped);
    }

    /** The standard deviation of the smoothed field where the original is independent with standard deviation 1. */
    double deviation() {
        double sum = 0;
        for (double weight : weights) {
            sum += weight * weight;
        }
        return sum;
    }

    /** Smooths each row and transposes: {@code [width][height]}. */
    private double[] alongRows(double[] field, int height, int width, boolean wrapped) {
        double[] extended = new double[width + 2 * radius];
        double[] target = new double[field.length];
        for (int y = 0; y < height; y++) {
            for (int k = 0; k < extended.length; k++) {
                int x = k - radius;
                int inside = wrapped ? Math.floorMod(x, width) : Math.max(0, Math.min(width - 1, x));
                extended[k] = field[y * width + inside];
            }
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * extended[x + k];
                }
                target[x * height + y] = sum;
            }
        }
        return target;
    }
}
