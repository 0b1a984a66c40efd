package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Blacks out a rectangle of random size and position (Zhong et al. 2020); the formula is in {@link
 * Augmenter.Builder#randomErasing}.
 *
 * @param probability of erasing a rectangle of an image
 * @param minArea smallest share of the image's area
 * @param maxArea largest share, not below {@code minArea}
 */
@JsonTypeName("randomErasing")
@Describe("blacks out a random rectangle with some probability (Zhong et al. 2020)")
public record RandomErasing(
        @Describe(value = "probability of erasing", min = 0, aboveMin = true, max = 1)
        double probability,

        @Describe(value = "smallest share of the image's area", min = 0, aboveMin = true, max = 1, defaultJson = "0.02")
        double minArea,

        @Describe(
                value = "largest share of the image's area, not below minArea",
                min = 0,
                aboveMin = true,
                max = 1,
                defaultJson = "0.4")
        double maxArea)
        implements Augmentation {

    /** This augmentation with rectangles of other shares of the image's area. */
    public RandomErasing area(double newMinArea, double newMaxArea) {
        return new RandomErasing(probability, newMinArea, newMaxArea);
    }

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.randomErasing(probability, minArea, maxArea);
    }
}
