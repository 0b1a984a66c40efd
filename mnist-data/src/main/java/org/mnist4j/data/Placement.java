package org.mnist4j.data;

import org.mnist4j.data.InkStatistics.Centring;

/**
 * Where the ink of a model's training images is: their centre of mass, or the middle of the ink's box, at a certain distance from the middle
 * of the image.
 */
final class Placement {

    private final ImageShape shape;
    private final InkStatistics like;

    Placement(ImageShape shape, InkStatistics like) {
        this.shape = shape;
        this.like = like;
    }

    /** Returns the ink, which is not larger than the shape, where that of the training images is, to whole pixels and within the edges. */
    GreyImage of(GreyImage ink) {
        int top = offset(row(ink), ink.height(), shape.height(), like.down());
        int left = offset(row(ink.transposed()), ink.width(), shape.width(), like.across());
        return ink.placed(shape.height(), shape.width(), top, left);
    }

    /** The larger of the vertical and the horizontal distance of an image's ink, in pixels, from where it should be. */
    double distance(GreyImage image) {
        double down = row(image) - image.height() / 2.0 - like.down();
        double across = row(image.transposed()) - image.width() / 2.0 - like.across();
        return Math.max(Math.abs(down), Math.abs(across));
    }

    private double row(GreyImage ink) {
        return like.centring() == Centring.MASS
                ? ink.centreOfMass()
                : InkBox.of(ink, InkStatistics.INK).middleRow();
    }

    private static int offset(double centre, int length, int newLength, double past) {
        long wanted = Math.round(newLength / 2.0 + past - centre);
        return (int) Math.max(0, Math.min(newLength - length, wanted));
    }
}
