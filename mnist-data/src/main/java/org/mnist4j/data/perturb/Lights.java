package org.mnist4j.data.perturb;

import org.mnist4j.random.RandomStream;

/** What lies between a camera and the digit, or under it. */
final class Lights {

    private static final double[] DENSITIES = {0.4, 0.8, 1.2, 1.6, 2};
    private static final double[] FALLS = {0.1, 0.2, 0.3, 0.45, 0.6};
    private static final double[] TEXTURES = {0.15, 0.3, 0.45, 0.6, 0.75};
    private static final double FIBRE = 0.8;

    private Lights() {}

    /** (x + c f) / (1 + c), f clouds from 0 to 1; as in ImageNet-C. */
    static Effect.Severities fog(Picture image, RandomStream random) {
        double[] clouds = Fields.clouds(image, random);
        return severity -> {
            double density = Effect.of(DENSITIES, severity);
            return image.with((y, x) -> (image.at(y, x) + density * clouds[y * image.width + x]) / (1 + density));
        };
    }

    /** The light on the paper falls linearly across the image, in any direction. */
    static Effect.Severities unevenLight(Picture image, RandomStream random) {
        double angle = 2 * StrictMath.PI * random.nextDouble();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double reach = Math.max(1, Math.abs(cos) * (image.width - 1) + Math.abs(sin) * (image.height - 1));
        double centreX = (image.width - 1) / 2.0;
        double centreY = (image.height - 1) / 2.0;
        return severity -> {
            double fall = Effect.of(FALLS, severity);
            return image.darkened((y, x) -> fall * (0.5 + ((x - centreX) * cos + (y - centreY) * sin) / reach));
        };
    }

    /** Paper whose fibres take a random share of its light. */
    static Effect.Severities paperTexture(Picture image, RandomStream random) {
        double[] fibres = Fields.smooth(image, FIBRE, random);
        return severity -> {
            double strength = Effect.of(TEXTURES, severity);
            return image.darkened((y, x) -> {
                double share = 0.5 + fibres[y * image.width + x] / 4;
                return strength * Math.max(0, Math.min(1, share));
            });
        };
    }
}
