package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Sets a rectangle of random size and position to black (Zhong et al. 2020); see {@link
 * Augmenter.Builder#randomErasing} for the formula.
 *
 * @param probability of erasing a rectangle of an image
 * @param minArea smallest fraction of the image's area
 * @param maxArea largest fraction, at least {@code minArea}
 */
@JsonTypeName("randomErasing")
@Describe("sets a random rectangle to black with some probability (Zhong et al. 2020)")
public record RandomErasing(
        @Describe(value = "probability of erasing", min = 0, aboveMin = true, max = 1)
        double probability,

        @Describe(
                value = "smallest fraction of the image's area",
                min = 0,
                aboveMin = true,
                max = 1,
                defaultJson = "0.02")
        double minArea,

        @Describe(
                value = "largest fraction of the image's area, at least minArea",
                min = 0,
                aboveMin = true,
                max = 1,
                defaultJson = "0.4")
        double maxArea)
        implements Augmentation {

    /** This augmentation with a different range of the erased fraction of the area. */
    public RandomErasing area(double newMinArea, double newMaxArea) {
        return new RandomErasing(probability, newMinArea, newMaxArea);
    }

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.randomErasing(probability, minArea, maxArea);
    }
}
