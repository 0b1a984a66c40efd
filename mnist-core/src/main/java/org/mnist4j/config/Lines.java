package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Draws parallel lines, as on ruled paper; see {@link Augmenter.Builder#lines} for the definition.
 *
 * @param probability of drawing lines
 * @param maxLevel the brightest lines, as a share of white
 * @param minSpacing the least distance of two lines in pixels
 */
@JsonTypeName("lines")
@Describe("draws parallel lines, as on ruled paper, with some probability")
public record Lines(
        @Describe(value = "probability of drawing lines", min = 0, aboveMin = true, max = 1)
        double probability,

        @Describe(
                value = "level of the brightest lines, as a share of white",
                min = 0,
                aboveMin = true,
                max = 1,
                defaultJson = "0.5")
        double maxLevel,

        @Describe(value = "least distance of two lines, in pixels", min = 2, max = 4096, defaultJson = "6")
        double minSpacing)
        implements Augmentation {

    /** This augmentation with a different limit of the lines' level, as a share of white. */
    public Lines maxLevel(double share) {
        return new Lines(probability, share, minSpacing);
    }

    /** This augmentation with a different least distance of two lines, in pixels. */
    public Lines minSpacing(double pixels) {
        return new Lines(probability, maxLevel, pixels);
    }

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.lines(probability, maxLevel, minSpacing);
    }
}
