package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Mirrors images left to right. For images that keep their meaning when mirrored, such as clothes, but not for most
 * digits and letters. See {@link Augmenter.Builder#horizontalFlip} for the definition.
 *
 * @param probability the probability of mirroring an image, in (0, 1]; an {@link ExperimentConfig} rejects other values
 */
@JsonTypeName("horizontalFlip")
@Describe("mirrors the image left to right with some probability; not for digits and letters")
public record HorizontalFlip(
        @Describe(value = "probability of mirroring", min = 0, aboveMin = true, max = 1, defaultJson = "0.5")
        double probability)
        implements Augmentation {

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.horizontalFlip(probability);
    }
}
