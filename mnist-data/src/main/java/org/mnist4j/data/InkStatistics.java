package org.mnist4j.data;

import java.util.Optional;

/**
 * How large, how thick, how slanted and where the ink of a model's training images is, by which {@link DigitImage} prepares pictures for the model.
 *
 * <p>Lengths are in pixels of the training images. The ink of an image is what differs from its background by at least
 * {@value #INK}.
 *
 * @param background the tone around the ink
 * @param strokes whether the images show strokes on an even background that do not fill them: the pictures' ink is then found, scaled
 *     and centred; otherwise pictures are only scaled
 * @param extent the longer side of the box around the ink
 * @param strokeWidth the mean width of the strokes of an image: four times the mean distance of ink to the nearest edge
 * @param slant how far the ink leans, in columns to the right per row up, below 0 to the left: minus the covariance of its columns and rows,
 *     divided by the variance of the rows, 0 for ink in one row; empty if it was not measured, and pictures are then not sheared
 * @param centring which point of the ink has the same place in all images
 * @param down how far below the middle of an image that point is, on average
 * @param across how far to the right of the middle that point is, on average
 * @param offCentre the largest vertical or horizontal distance of that point from its average place, 0 or more
 */
public record InkStatistics(
        Background background,
        boolean strokes,
        Spread extent,
        Spread strokeWidth,
        Optional<Spread> slant,
        Centring centring,
        double down,
        double across,
        double offCentre) {

    /** The least difference from the background that is ink, of 0 to 255. */
    static final int INK = 32;

    private static final ImageShape MNIST_SHAPE = ImageShape.of(28, 28, 1);
    private static final Spread NO_SPREAD = new Spread(0, 0, 0, 0, 0);

    /** Round figures for all 60,000 training images of MNIST, for models whose training images were not measured. */
    public static final InkStatistics MNIST = new InkStatistics(
            Background.DARK,
            true,
            new Spread(18, 20, 20, 20, 20),
            new Spread(0.8, 1.8, 2.5, 3.5, 8.9),
            Optional.of(new Spread(-1.2, -0.23, 0.1, 0.47, 1.9)),
            Centring.MASS,
            0.5,
            0.5,
            0.75);

    /** The tone of the images' borders. */
    public enum Background {
        /** At least 95% of the images have a dark border. */
        DARK,
        /** At least 95% of the images have a light border. */
        LIGHT,
        /** Neither, or not known. */
        VARIED
    }

    /** A point of the ink. */
    public enum Centring {
        /** The centre of mass, weighted with the difference from the background. */
        MASS,
        /** The middle of the box around the ink. */
        BOX
    }

    /**
     * How a length or a slant varies over images.
     *
     * @param least the smallest
     * @param low a tenth of the images have less
     * @param median half of the images have less
     * @param high a tenth of the images have more
     * @param most the largest
     */
    public record Spread(double least, double low, double median, double high, double most) {

        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if a value is not finite or less than the one before it
         */
        public Spread {
            if (!(low >= least && median >= low && high >= median && most >= high)
                    || Double.isInfinite(least)
                    || Double.isInfinite(most)) {
                throw new IllegalArgumentException("expected five finite numbers in rising order, was " + least + ", "
                        + low + ", " + median + ", " + high + ", " + most);
            }
        }
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a number is not finite or a length or {@code offCentre} negative, or strokes have no width, extent, or known
     *     background
     */
    public InkStatistics {
        if (!Double.isFinite(down) || !Double.isFinite(across) || !(offCentre >= 0 && Double.isFinite(offCentre))) {
            throw new IllegalArgumentException(
                    "down, across and offCentre must be finite, and offCentre 0 or more; was " + down + ", " + across
                            + ", " + offCentre);
        }
        if (extent.least() < 0 || strokeWidth.least() < 0) {
            throw new IllegalArgumentException(
                    "extent and strokeWidth must be 0 or more, was " + extent.least() + ", " + strokeWidth.least());
        }
        if (strokes && (background == Background.VARIED || extent.median() < 1 || strokeWidth.low() <= 0)) {
            throw new IllegalArgumentException(
                    "strokes need a dark or light background, an extent of 1 or more and a width above 0; was "
                            + background + ", " + extent.median() + ", " + strokeWidth.low());
        }
    }

    /**
     * Measures the ink of images: extent, slant and place of at most 1,000, and the stroke width of at most 250, one from each of as many equal parts; rounded to
     * thousandths.
     *
     * <p>They show strokes if the background is dark or light, 90% of the images have an even border (70% of it within 8 of its median), the median
     * extent is at least 2 pixels less than the longer side, and the median stroke width at most a quarter of that extent. Images of more than
     * one channel are not measured.
     *
     * @param images the training images
     */
    public static InkStatistics of(ImageDataset images) {
        return images.ink();
    }

    /** Nothing is known about the images: pictures are only scaled. */
    public static final InkStatistics NONE =
            new InkStatistics(Background.VARIED, false, NO_SPREAD, NO_SPREAD, Optional.empty(), Centring.MASS, 0, 0, 0);

    /** What is assumed of a model's training images that were not measured: {@link #MNIST} for {@code 28x28x1}, or else {@link #NONE}. */
    public static InkStatistics assumed(ImageShape shape) {
        return shape.equals(MNIST_SHAPE) ? MNIST : NONE;
    }
}
