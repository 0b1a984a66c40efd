package org.mnist4j.config;

/**
 * Factory methods for augmentations, for static import: {@code augmentation(affine().maxShift(2).maxRotation(10),
 * elastic(34, 4))}.
 */
public final class Augmentations {

    private Augmentations() {}

    /** A shift, rotation, scaling and shear with all limits 0; at least one limit must be set. */
    public static Affine affine() {
        return new Affine(0, 0, 0, 0);
    }

    /**
     * Elastic distortion.
     *
     * @param alpha strength of the displacements in pixels
     * @param sigma standard deviation in pixels of the Gaussian that smooths them
     */
    public static Elastic elastic(double alpha, double sigma) {
        return new Elastic(alpha, sigma);
    }

    /** Mirrors each training image with probability 0.5; for clothes, not for digits. */
    public static HorizontalFlip horizontalFlip() {
        return new HorizontalFlip(0.5);
    }

    /** Random erasing of 2% to 40% of an image's area, the range of Zhong et al. (2020), with the given probability. */
    public static RandomErasing randomErasing(double probability) {
        return new RandomErasing(probability, 0.02, 0.4);
    }

    /**
     * Thinner and thicker strokes.
     *
     * @param minFactor smallest factor of the strokes' mean width, below 1 to make them thinner
     * @param maxFactor largest factor
     */
    public static StrokeWidth strokeWidth(double minFactor, double maxFactor) {
        return new StrokeWidth(1, minFactor, maxFactor);
    }

    /** Redraws images with a pen of 1 to 4 pixels, as in a paint program, with the given probability. */
    public static Redraw redraw(double probability) {
        return new Redraw(probability, 1, 4);
    }

    /** Noise with a standard deviation of at most the given share of the range from black to white. */
    public static Noise noise(double maxSigma) {
        return new Noise(1, maxSigma);
    }

    /** Blurs with a Gaussian of at most the given standard deviation in pixels. */
    public static Blur blur(double maxSigma) {
        return new Blur(1, maxSigma);
    }

    /** Multiplies the contrast by a factor between {@code 1 / maxFactor} and {@code maxFactor}. */
    public static Contrast contrast(double maxFactor) {
        return new Contrast(1, maxFactor, 0);
    }

    /** Draws lines of up to half of white, at least 6 pixels apart, with the given probability. */
    public static Lines lines(double probability) {
        return new Lines(probability, 0.5, 6);
    }
}
