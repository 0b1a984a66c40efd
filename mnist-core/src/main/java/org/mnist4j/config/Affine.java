package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Shifts, rotates, scales and shears the image about its centre in one transformation, each by an amount drawn
 * uniformly within plus or minus its limit; see {@link Augmenter.Builder#affine} for the formula. At least one limit
 * must be above 0.
 *
 * @param maxShift limit of the shift along each axis, in pixels
 * @param maxRotation limit of the angle, in degrees
 * @param maxScale limit of the scale factor's distance from 1
 * @param maxShear limit of the shear angle, in degrees
 */
@JsonTypeName("affine")
@Describe("shifts, rotates, scales and shears about the centre, each by a random amount within its limit")
public record Affine(
        @Describe(value = "limit of the shift along each axis, in pixels", min = 0, max = 4096, defaultJson = "0")
        double maxShift,

        @Describe(value = "limit of the angle each way, in degrees", min = 0, max = 180, defaultJson = "0")
        double maxRotation,

        @Describe(value = "limit of the scale factor's distance from 1", min = 0, max = 0.9, defaultJson = "0")
        double maxScale,

        @Describe(value = "limit of the shear angle each way, in degrees", min = 0, max = 60, defaultJson = "0")
        double maxShear)
        implements Augmentation {

    /** This augmentation with a different shift limit, in pixels. */
    public Affine maxShift(double pixels) {
        return new Affine(pixels, maxRotation, maxScale, maxShear);
    }

    /** This augmentation with a different rotation limit, in degrees. */
    public Affine maxRotation(double degrees) {
        return new Affine(maxShift, degrees, maxScale, maxShear);
    }

    /** This augmentation with a different scale limit: 0.1 allows factors from 0.9 to 1.1. */
    public Affine maxScale(double share) {
        return new Affine(maxShift, maxRotation, share, maxShear);
    }

    /** This augmentation with a different shear limit, in degrees. */
    public Affine maxShear(double degrees) {
        return new Affine(maxShift, maxRotation, maxScale, degrees);
    }

    /** Whether all limits are 0. */
    boolean doesNothing() {
        return maxShift == 0 && maxRotation == 0 && maxScale == 0 && maxShear == 0;
    }

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.affine(maxShift, maxRotation, maxScale, maxShear);
    }
}
