package org.mnist4j.data;

import java.util.Arrays;

/**
 * The background of a picture, and the ink that stands out from it.
 *
 * <p>On even paper, ink is the difference from the border's median: where 70% of the border are within 8 of it. On any other, the
 * background of a light drawing on black is its morphological opening with a square of a third of the longer side (Serra 1982): of
 * everything lighter than its surroundings it keeps only what the square fits into. So light that falls off and the edge of a shadow are
 * background, and strokes narrower than the square are not. Dark ink takes a share of the paper's light, so that it is
 * divided by the paper's brightness: in a shadow it is as dark as elsewhere.
 */
final class Paper {

    private static final double NEAR = 8;
    private static final double CLEAN = 1;
    private static final double EVEN = 0.7; // of the border
    private static final int SKEW_REACH = 8; // the longer side divided by this
    private static final int OPENING_REACH = 6;
    private static final int LEAST_SMOOTHED = 64;
    private static final double DARKEST_PAPER = 32;

    private final GreyImage image;
    private final float median; // of the border
    private final boolean even;
    private final boolean clean; // without noise

    private Paper(GreyImage image) {
        this.image = image;
        float[] border = image.border();
        Arrays.sort(border);
        this.median = border[(border.length - 1) / 2];
        this.even = near(border, NEAR) >= EVEN;
        this.clean = near(border, CLEAN) >= EVEN;
    }

    private double near(float[] border, double distance) {
        int near = 0;
        for (float value : border) {
            near += Math.abs(value - median) <= distance ? 1 : 0;
        }
        return (double) near / border.length;
    }

    /** Looks at a picture that is light on dark, or was inverted to be so. */
    static Paper of(GreyImage image) {
        return new Paper(image);
    }

    /**
     * Whether a picture shows dark ink on light paper. If its border is even, whether the border's median is above Otsu's threshold;
     * otherwise the rarer tone is the ink: whether the deviations from the local mean are skewed to dark.
     */
    static boolean isLight(GreyImage image) {
        Paper paper = new Paper(image);
        return paper.even ? paper.median > Otsu.threshold(image) : isSkewedToDark(image);
    }

    private static boolean isSkewedToDark(GreyImage image) {
        int reach = Math.max(2, Math.max(image.height(), image.width()) / SKEW_REACH);
        GreyImage mean = SquareFilter.mean(image, reach);
        double cubes = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                double deviation = (double) image.value(y, x) - mean.value(y, x);
                cubes += deviation * deviation * deviation;
            }
        }
        return cubes < 0;
    }

    boolean isEven() {
        return even;
    }

    /** The border's median of even paper. */
    double tone() {
        return median;
    }

    /**
     * Returns the ink, from 0 for paper; the picture itself if nothing is lighter than even paper. Where less than 70% of the border are within
     * 1 of its median, noise is smoothed before, by the mean of 3x3 pixels, in pictures of at least 64x64.
     *
     * @param inverted whether the ink was dark
     */
    GreyImage ink(boolean inverted) {
        boolean smooths = !clean && Math.min(image.height(), image.width()) >= LEAST_SMOOTHED;
        GreyImage smooth = smooths ? SquareFilter.mean(image, 1) : image;
        if (even) {
            boolean isBlack = median == 0 || smooth.max() <= median;
            return isBlack ? smooth : smooth.mapped(value -> Math.max(0, value - median));
        }
        int reach = Math.max(1, Math.max(image.height(), image.width()) / OPENING_REACH);
        GreyImage paper = SquareFilter.opening(smooth, reach);
        return smooth.combined(
                paper,
                inverted
                        ? (value, dark) -> (value - dark) * 255 / Math.max(DARKEST_PAPER, 255 - dark)
                        : (value, dark) -> value - dark);
    }
}
