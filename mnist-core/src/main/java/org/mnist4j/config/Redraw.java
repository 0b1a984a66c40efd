package org.mnist4j.config;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.mnist4j.data.augment.Augmenter;

/**
 * Redraws light ink on a dark ground with a round pen of random constant width, along centre lines found by thinning
 * (Zhang and Suen 1984); see {@link Augmenter.Builder#redraw} for the definition.
 *
 * @param probability of redrawing an image
 * @param minWidth smallest width of the pen in pixels
 * @param maxWidth largest width in pixels, at least {@code minWidth}
 */
@JsonTypeName("redraw")
@Describe("redraws the strokes with a pen of random constant width, as in a paint program")
public record Redraw(
        @Describe(value = "probability of redrawing an image", min = 0, aboveMin = true, max = 1)
        double probability,

        @Describe(value = "smallest width of the pen, in pixels", min = 1, max = 16, defaultJson = "1")
        double minWidth,

        @Describe(
                value = "largest width of the pen, in pixels, at least minWidth",
                min = 1,
                max = 16,
                defaultJson = "4")
        double maxWidth)
        implements Augmentation {

    /** This augmentation with a different range of the pen's width, in pixels. */
    public Redraw width(double newMinWidth, double newMaxWidth) {
        return new Redraw(probability, newMinWidth, newMaxWidth);
    }

    @Override
    public Augmenter.Builder addTo(Augmenter.Builder builder) {
        return builder.redraw(probability, minWidth, maxWidth);
    }
}
