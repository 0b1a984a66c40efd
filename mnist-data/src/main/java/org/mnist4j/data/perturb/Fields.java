package org.mnist4j.data.perturb;

import org.mnist4j.random.RandomStream;

/** Random fields, one value per pixel, row by row. */
final class Fields {

    private Fields() {}

    /** Normal noise smoothed by a Gaussian, of mean 0 and standard deviation 1; continues at the opposite border. */
    static double[] smooth(Picture image, double sigma, RandomStream random) {
        double[] noise = new double[image.height * image.width];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextGaussian();
        }
        Smoothing smoothing = new Smoothing(sigma * image.unit());
        double[] field = smoothing.apply(noise, image.height, image.width, true);
        for (int i = 0; i < field.length; i++) {
            field[i] /= smoothing.deviation();
        }
        return field;
    }

    /**
     * Clouds from 0 to 1, by the diamond-square algorithm: Fournier, Fussell and Carpenter, "Computer rendering of stochastic models",
     * CACM 1982. Corners of squares, then of diamonds, have the mean of their four neighbours plus a uniform number in plus or minus
     * the roughness, which is halved with the size of the squares.
     */
    static double[] clouds(Picture image, RandomStream random) {
        int side = 1;
        while (side < Math.max(image.height, image.width)) {
            side *= 2;
        }
        double[] map = new double[side * side];
        double roughness = 1;
        for (int step = side; step >= 2; step /= 2, roughness /= 2) {
            int half = step / 2;
            for (int y = 0; y < side; y += step) {
                for (int x = 0; x < side; x += step) {
                    double sum = map[at(y, x, side)]
                            + map[at(y, x + step, side)]
                            + map[at(y + step, x, side)]
                            + map[at(y + step, x + step, side)];
                    map[at(y + half, x + half, side)] = sum / 4 + roughness * (2 * random.nextDouble() - 1);
                }
            }
            for (int y = 0; y < side; y += half) {
                for (int x = (y / half + 1) % 2 * half; x < side; x += step) {
                    double sum = map[at(y - half, x, side)]
                            + map[at(y + half, x, side)]
                            + map[at(y, x - half, side)]
                            + map[at(y, x + half, side)];
                    map[at(y, x, side)] = sum / 4 + roughness * (2 * random.nextDouble() - 1);
                }
            }
        }
        return stretched(map, side, image);
    }

    /** The upper left part, from its smallest to its largest value. */
    private static double[] stretched(double[] map, int side, Picture image) {
        double[] field = new double[image.height * image.width];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < field.length; i++) {
            field[i] = map[i / image.width * side + i % image.width];
            least = Math.min(least, field[i]);
            most = Math.max(most, field[i]);
        }
        for (int i = 0; i < field.length; i++) {
            field[i] = most > least ? (field[i] - least) / (most - least) : 0;
        }
        return field;
    }

    /** The map continues at the opposite border; its side is a power of two. */
    private static int at(int y, int x, int side) {
        return (y & side - 1) * side + (x & side - 1);
    }
}
