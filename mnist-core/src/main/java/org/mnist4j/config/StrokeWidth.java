package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Makes the strokes of light ink on a dark ground thinner or thicker, by a random factor of their mean width (Castro et
 * al. 2019); see {@link Augmenter.Builder#strokeWidth} for the formula.
 *
 * @param probability of changing an image
 * @param minFactor smallest factor of the width; not 1 if {@code maxFactor} is
 * @param maxFactor largest factor, at least {@code minFactor}
 */
@JsonTypeName("strokeWidth")
@Describe("makes strokes thinner or thicker by a random factor of their width")
public record StrokeWidth(
        @Describe(value = "probability of changing an image", min = 0, aboveMin = true, max = 1, defaultJson = "1")
        double probability,

        @Describe(value = "smallest factor of the strokes' mean width", min = 0.1, max = 10, defaultJson = "0.5")
        double minFactor,

        @Describe(
                value = "largest factor of the strokes' mean width, at least minFactor",
                min = 0.1,
                max = 10,
                defaultJson = "2")
        double maxFactor)
        implements Augmentation {

    /** This augmentation with a different probability. */
    public StrokeWidth probability(double newProbability) {
        return new StrokeWidth(newProbability, minFactor, maxFactor);
    }

    /** Whether both factors are 1. */
    boolean doesNothing() {
        return minFactor == 1 && maxFactor == 1;
    }

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.strokeWidth(probability, minFactor, maxFactor);
    }
}
