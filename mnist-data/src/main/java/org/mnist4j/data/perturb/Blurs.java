package org.mnist4j.data.perturb;

import org.mnist4j.random.RandomStream;

/** Loss of sharpness. */
final class Blurs {

    private static final double[] SIGMAS = {0.5, 1, 1.5, 2, 2.5};
    private static final double[] LENGTHS = {3, 5, 7, 9, 11};
    private static final double STEEPEST = StrictMath.PI / 4;
    private static final int SAMPLES_PER_PIXEL = 2;

    private Blurs() {}

    static Effect.Severities gaussian(Picture image, RandomStream random) {
        return severity -> {
            double[] smooth = new Smoothing(image.unit() * Effect.of(SIGMAS, severity))
                    .apply(image.values(), image.height, image.width, false);
            return image.with((y, x) -> smooth[y * image.width + x]);
        };
    }

    /** The mean along a line through each pixel, at most 45 degrees from the rows. */
    static Effect.Severities motion(Picture image, RandomStream random) {
        double angle = STEEPEST * (2 * random.nextDouble() - 1);
        double alongX = StrictMath.cos(angle) * image.unit() / SAMPLES_PER_PIXEL;
        double alongY = StrictMath.sin(angle) * image.unit() / SAMPLES_PER_PIXEL;
        return severity -> {
            int reach = (int) Effect.of(LENGTHS, severity) * SAMPLES_PER_PIXEL / 2;
            double[] sums = new double[image.height * image.width];
            for (int k = -reach; k <= reach; k++) {
                add(image, k * alongY, k * alongX, sums);
            }
            int samples = 2 * reach + 1;
            return image.with((y, x) -> sums[y * image.width + x] / samples);
        };
    }

    /** Adds the shifted image, interpolated bilinearly, 0 outside. */
    private static void add(Picture image, double down, double right, double[] sums) {
        int rows = (int) Math.floor(down);
        int columns = (int) Math.floor(right);
        double lower = down - rows;
        double farther = right - columns;
        double[] weights = {(1 - lower) * (1 - farther), (1 - lower) * farther, lower * (1 - farther), lower * farther};
        for (int k = 0; k < 4; k++) {
            int dy = rows + k / 2;
            int dx = columns + k % 2;
            for (int y = Math.max(0, -dy); y < Math.min(image.height, image.height - dy); y++) {
                for (int x = Math.max(0, -dx); x < Math.min(image.width, image.width - dx); x++) {
                    sums[y * image.width + x] += weights[k] * image.at(y + dy, x + dx);
                }
            }
        }
    }
}
