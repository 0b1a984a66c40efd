package org.mnist4j.data.perturb;

import org.mnist4j.random.RandomStream;

/** Noise of single pixels, with the strengths of MNIST-C. */
final class Noises {

    private static final double[] SIGMAS = {0.08, 0.12, 0.18, 0.26, 0.38};
    private static final double[] PHOTONS = {60, 25, 12, 5, 3};
    private static final double[] SHARES = {0.03, 0.06, 0.09, 0.17, 0.27};

    /** exp(-photons v / 255), {@code [severity - 1][v]}. */
    private static final double[][] NO_PHOTON = noPhoton();

    private Noises() {}

    /** x + sigma z, z standard normal. */
    static Effect.Severities gaussian(Picture image, RandomStream random) {
        double[] normal = new double[image.height * image.width];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = random.nextGaussian();
        }
        return severity -> {
            double sigma = Effect.of(SIGMAS, severity);
            return image.with((y, x) -> image.at(y, x) + sigma * normal[y * image.width + x]);
        };
    }

    /** Poisson(c x) / c: c photons make white; the number is the quantile of a uniform variable. */
    static Effect.Severities shot(Picture image, RandomStream random) {
        double[] uniform = uniform(image, random);
        return severity -> {
            double photons = Effect.of(PHOTONS, severity);
            return image.with((y, x) -> {
                int i = y * image.width + x;
                int level = image.pixels[i] & 0xFF;
                double none = NO_PHOTON[severity - 1][level];
                return poisson(photons * level / 255, none, uniform[i]) / photons;
            });
        };
    }

    /** Black in one half of the changed pixels, white in the other. */
    static Effect.Severities impulse(Picture image, RandomStream random) {
        double[] uniform = uniform(image, random);
        double[] colour = uniform(image, random);
        return severity -> {
            double share = Effect.of(SHARES, severity);
            return image.with((y, x) -> {
                int i = y * image.width + x;
                return uniform[i] >= share ? image.at(y, x) : colour[i] < 0.5 ? 0 : 1;
            });
        };
    }

    private static double[] uniform(Picture image, RandomStream random) {
        double[] uniform = new double[image.height * image.width];
        for (int i = 0; i < uniform.length; i++) {
            uniform[i] = random.nextDouble();
        }
        return uniform;
    }

    /** The smallest number whose cumulated probability exceeds {@code uniform}. */
    private static int poisson(double mean, double none, double uniform) {
        double probability = none;
        double sum = none;
        int number = 0;
        // Rounding may keep the sum below the largest uniform number; beyond the mean the probabilities vanish.
        while (uniform >= sum && (number < mean || probability > 1e-18)) {
            number++;
            probability *= mean / number;
            sum += probability;
        }
        return number;
    }

    private static double[][] noPhoton() {
        double[][] table = new double[PHOTONS.length][256];
        for (int s = 0; s < PHOTONS.length; s++) {
            for (int v = 0; v < 256; v++) {
                table[s][v] = StrictMath.exp(-PHOTONS[s] * v / 255);
            }
        }
        return table;
    }
}
