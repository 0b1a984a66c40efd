package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Changes contrast and brightness by random amounts; see {@link Augmenter.Builder#contrast} for the formula.
 *
 * @param probability of changing an image
 * @param maxFactor the contrast's factor is within {@code 1 / maxFactor} and {@code maxFactor}
 * @param maxBrightness limit of the shift, as a share of the range from black to white
 */
@JsonTypeName("contrast")
@Describe("changes contrast and brightness by random amounts")
public record Contrast(
        @Describe(value = "probability of changing an image", min = 0, aboveMin = true, max = 1, defaultJson = "1")
        double probability,

        @Describe(value = "largest factor of the contrast, whose inverse is the smallest", min = 1, max = 100)
        double maxFactor,

        @Describe(
                value = "limit of the brightness' shift each way, as a share of the range from black to white",
                min = 0,
                max = 1,
                defaultJson = "0")
        double maxBrightness)
        implements Augmentation {

    /** This augmentation with a different probability. */
    public Contrast probability(double newProbability) {
        return new Contrast(newProbability, maxFactor, maxBrightness);
    }

    /** This augmentation with a different limit of the brightness' shift. */
    public Contrast maxBrightness(double share) {
        return new Contrast(probability, maxFactor, share);
    }

    /** Whether the limits leave images as they are. */
    boolean doesNothing() {
        return maxFactor == 1 && maxBrightness == 0;
    }

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.contrast(probability, maxFactor, maxBrightness);
    }
}
