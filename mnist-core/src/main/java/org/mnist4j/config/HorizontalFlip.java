package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Swaps left and right, for pictures that mean the same in a mirror, as clothes do and most digits and letters do not; the
 * {@link Augmenter.Builder#horizontalFlip} has the definition.
 *
 * @param probability of an image's being mirrored, above 0 to 1; an {@link ExperimentConfig} refuses others
 */
@JsonTypeName("horizontalFlip")
@Describe("swaps left and right with some probability; not for digits and letters")
public record HorizontalFlip(
        @Describe(value = "probability of the mirror image", min = 0, aboveMin = true, max = 1, defaultJson = "0.5")
        double probability)
        implements Augmentation {

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.horizontalFlip(probability);
    }
}
