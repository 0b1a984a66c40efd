package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Blurs with a Gaussian of random width; see {@link Augmenter.Builder#blur} for the definition.
 *
 * @param probability of changing an image
 * @param maxSigma largest standard deviation in pixels
 */
@JsonTypeName("blur")
@Describe("blurs with a Gaussian of random width")
public record Blur(
        @Describe(value = "probability of changing an image", min = 0, aboveMin = true, max = 1, defaultJson = "1")
        double probability,

        @Describe(value = "largest standard deviation of the Gaussian, in pixels", min = 0, aboveMin = true, max = 100)
        double maxSigma)
        implements Augmentation {

    /** This augmentation with a different probability. */
    public Blur probability(double newProbability) {
        return new Blur(newProbability, maxSigma);
    }

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.blur(probability, maxSigma);
    }
}
