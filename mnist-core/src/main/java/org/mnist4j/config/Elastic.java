package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Elastic distortion (Simard, Steinkraus and Platt 2003): displaces pixels by random numbers uniform in (-1, 1),
 * smoothed by a Gaussian and multiplied by {@code alpha}; see {@link Augmenter.Builder#elastic} for the formula.
 *
 * @param alpha strength of the displacements in pixels, before smoothing, which greatly reduces it
 * @param sigma standard deviation of the Gaussian in pixels
 */
@JsonTypeName("elastic")
@Describe("displaces pixels by random numbers in (-1, 1), smoothed by a Gaussian, times alpha (Simard et al. 2003)")
public record Elastic(
        @Describe(value = "strength of the displacements, in pixels", min = 0, aboveMin = true, max = 100_000)
        double alpha,

        @Describe(value = "standard deviation of the Gaussian, in pixels", min = 0, aboveMin = true, max = 100)
        double sigma)
        implements Augmentation {

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.elastic(alpha, sigma);
    }
}
