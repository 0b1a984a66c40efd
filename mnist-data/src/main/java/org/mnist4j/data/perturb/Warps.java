package org.mnist4j.data.perturb;

import org.mnist4j.random.RandomStream;

/** Affine maps about the centre of the image, each pixel interpolated bilinearly at its source; those of MNIST-C. */
final class Warps {

    private static final double[] SHEARS = {0.2, 0.4, 0.6, 0.8, 1};
    private static final double[] SCALES = {0.9, 0.8, 0.7, 0.6, 0.5};
    private static final double[] RADIANS = {0.2, 0.4, 0.6, 0.8, 1};
    private static final double[] SHIFTS = {1, 2, 3, 4, 5};

    private Warps() {}

    static Effect.Severities shear(Picture image, RandomStream random) {
        double sign = sign(random);
        return severity -> warp(image, 1, sign * Effect.of(SHEARS, severity), 0, 1, 0, 0);
    }

    static Effect.Severities scale(Picture image, RandomStream random) {
        return severity -> {
            double enlarged = 1 / Effect.of(SCALES, severity);
            return warp(image, enlarged, 0, 0, enlarged, 0, 0);
        };
    }

    static Effect.Severities rotate(Picture image, RandomStream random) {
        double sign = sign(random);
        return severity -> {
            double cos = StrictMath.cos(Effect.of(RADIANS, severity));
            double sin = sign * StrictMath.sin(Effect.of(RADIANS, severity));
            return warp(image, cos, sin, -sin, cos, 0, 0);
        };
    }

    static Effect.Severities translate(Picture image, RandomStream random) {
        double right = sign(random) * image.unit();
        double down = sign(random) * image.unit();
        return severity -> {
            double pixels = Effect.of(SHIFTS, severity);
            return warp(image, 1, 0, 0, 1, -right * pixels, -down * pixels);
        };
    }

    private static double sign(RandomStream random) {
        return random.nextInt(2) == 0 ? -1 : 1;
    }

    /** The value at (x, y) from the centre comes from (xx x + xy y + right, yx x + yy y + down). */
    private static Picture warp(Picture image, double xx, double xy, double yx, double yy, double right, double down) {
        double centreX = (image.width - 1) / 2.0;
        double centreY = (image.height - 1) / 2.0;
        return image.with((row, column) -> {
            double x = column - centreX;
            double y = row - centreY;
            return image.between(yx * x + yy * y + down + centreY, xx * x + xy * y + right + centreX);
        });
    }
}
