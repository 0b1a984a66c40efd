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
}
