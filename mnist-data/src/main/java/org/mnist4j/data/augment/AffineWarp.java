package org.mnist4j.data.augment;

import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/** Shift, rotation, scale and shear combined; see {@link Augmenter.Builder#affine} for the formula. */
final class AffineWarp implements Warp {

    private final int height;
    private final int width;
    private final int operation;
    private final double maxShift;
    private final double maxRotation; // radians
    private final double maxScale;
    private final double maxShear; // radians

    AffineWarp(ImageShape shape, int operation, double maxShift, double maxRotation, double maxScale, double maxShear) {
        this.height = shape.height();
        this.width = shape.width();
        this.operation = operation;
        this.maxShift = Range.closed("maxShift", maxShift, 0, 4096);
        this.maxRotation = StrictMath.toRadians(Range.closed("maxRotation", maxRotation, 0, 180));
        this.maxScale = Range.closed("maxScale", maxScale, 0, 0.9);
        this.maxShear = StrictMath.toRadians(Range.closed("maxShear", maxShear, 0, 60));
        if (maxShift == 0 && maxRotation == 0 && maxScale == 0 && maxShear == 0) {
            throw new IllegalArgumentException(
                    "affine: all four limits are 0, which changes nothing; give one a value above 0");
        }
    }

    @Override
    public void mapPixels(Workspace workspace) {
        for (int row = 0, i = 0; row < height; row++) {
            for (int column = 0; column < width; column++, i++) {
                workspace.x[i] = column;
                workspace.y[i] = row;
            }
        }
        mapPoints(workspace);
    }

    @Override
    public void mapPoints(Workspace workspace) {
        RandomStream random = workspace.random(operation);
        double shiftX = within(maxShift, random);
        double shiftY = within(maxShift, random);
        double angle = within(maxRotation, random);
        double scale = 1 + within(maxScale, random);
        double shear = within(maxShear, random);
        // In parts of at most 45 degrees: for larger angles, StrictMath of newer JDKs allocates an array.
        double tanHalf = StrictMath.tan(shear / 2);
        double lean = 2 * tanHalf / (1 - tanHalf * tanHalf);
        double sinQuarter = StrictMath.sin(angle / 4);
        double cosQuarter = StrictMath.cos(angle / 4);
        double sinHalf = 2 * sinQuarter * cosQuarter;
        double cosHalf = cosQuarter * cosQuarter - sinQuarter * sinQuarter;
        double sin = 2 * sinHalf * cosHalf / scale;
        double cos = (cosHalf * cosHalf - sinHalf * sinHalf) / scale;
        // The inverse map: rotation and scale are undone first, then the shear.
        double xx = cos - lean * sin;
        double xy = -sin - lean * cos;
        double yx = sin;
        double yy = cos;
        double centreX = (width - 1) / 2.0;
        double centreY = (height - 1) / 2.0;
        double fromX = centreX + shiftX;
        double fromY = centreY + shiftY;
        map(
                workspace.x,
                workspace.y,
                height * width,
                (float) xx,
                (float) xy,
                (float) (centreX - xx * fromX - xy * fromY),
                (float) yx,
                (float) yy,
                (float) (centreY - yx * fromX - yy * fromY));
    }

    private static double within(double limit, RandomStream random) {
        return limit * (2 * random.nextDouble() - 1);
    }

    private static void map(float[] xs, float[] ys, int n, float xx, float xy, float x0, float yx, float yy, float y0) {
        for (int i = 0; i < n; i++) {
            float x = xs[i];
            float y = ys[i];
            xs[i] = xx * x + xy * y + x0;
            ys[i] = yx * x + yy * y + y0;
        }
    }
}
