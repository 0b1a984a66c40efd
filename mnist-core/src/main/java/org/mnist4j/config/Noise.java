package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Adds independent, nearly normal noise of a random strength; see {@link Augmenter.Builder#noise} for the definition.
 *
 * @param probability of changing an image
 * @param maxSigma largest standard deviation, as a share of the range from black to white
 */
@JsonTypeName("noise")
@Describe("adds nearly normal noise of a random strength")
public record Noise(
        @Describe(value = "probability of changing an image", min = 0, aboveMin = true, max = 1, defaultJson = "1")
        double probability,

        @Describe(
                value = "largest standard deviation, as a share of the range from black to white",
                min = 0,
                aboveMin = true,
                max = 1)
        double maxSigma)
        implements Augmentation {

    /** This augmentation with a different probability. */
    public Noise probability(double newProbability) {
        return new Noise(newProbability, maxSigma);
    }

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.noise(probability, maxSigma);
    }
}
