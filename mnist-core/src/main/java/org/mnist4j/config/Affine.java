package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Shifts, rotates, scales and shears about the image's centre at once, each by an amount uniform within plus or minus its
 * limit; {@link Augmenter.Builder#affine} has the formula. At least one limit is above 0.
 *
 * @param maxShift limit of the shift along each axis, in pixels
 * @param maxRotation limit of the angle, in degrees
 * @param maxScale how far the factor may be from 1
 * @param maxShear by how many degrees upright lines lean at most
 */
@JsonTypeName("affine")
@Describe("shifts, rotates, scales and shears about the centre, each by a random amount within its limit")
public record Affine(
        @Describe(value = "limit of the shift along each axis, in pixels", min = 0, max = 4096, defaultJson = "0")
        double maxShift,

        @Describe(value = "limit of the angle each way, in degrees", min = 0, max = 180, defaultJson = "0")
        double maxRotation,

        @Describe(value = "how far the factor may be from 1", min = 0, max = 0.9, defaultJson = "0")
        double maxScale,

        @Describe(
                value = "by how many degrees upright lines lean at most each way",
                min = 0,
                max = 60,
                defaultJson = "0")
        double maxShear)
        implements Augmentation {

    /** This augmentation with another limit of the shift, in pixels. */
    public Affine maxShift(double pixels) {
        return new Affine(pixels, maxRotation, maxScale, maxShear);
    }

    /** This augmentation with another limit of the angle, in degrees. */
    public Affine maxRotation(double degrees) {
        return new Affine(maxShift, degrees, maxScale, maxShear);
    }

    /** This augmentation with another limit of the scale: 0.1 is for factors of 0.9 to 1.1. */
    public Affine maxScale(double share) {
        return new Affine(maxShift, maxRotation, share, maxShear);
    }

    /** This augmentation with another limit of the shear, in degrees. */
    public Affine maxShear(double degrees) {
        return new Affine(maxShift, maxRotation, maxScale, degrees);
    }

    /** Whether no limit lets it change anything. */
    boolean doesNothing() {
        return maxShift == 0 && maxRotation == 0 && maxScale == 0 && maxShear == 0;
    }

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.affine(maxShift, maxRotation, maxScale, maxShear);
    }
}
