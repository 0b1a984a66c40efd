package org.mnist4j.data.perturb;

import org.mnist4j.random.RandomStream;

/** Changes of all pixels alike. */
final class Tones {

    private static final double[] ADDED = {0.1, 0.2, 0.3, 0.4, 0.5}; // MNIST-C
    private static final double[] CONTRASTS = {0.4, 0.3, 0.2, 0.1, 0.05}; // ImageNet-C

    private Tones() {}

    static Effect.Severities brightness(Picture image, RandomStream random) {
        return severity -> image.with((y, x) -> image.at(y, x) + Effect.of(ADDED, severity));
    }

    static Effect.Severities contrast(Picture image, RandomStream random) {
        double mean = image.mean();
        return severity -> image.with((y, x) -> (image.at(y, x) - mean) * Effect.of(CONTRASTS, severity) + mean);
    }
}
