package org.mnist4j.engine;

import org.mnist4j.config.Activation;
import org.mnist4j.kernel.PixelScale;

/** The image itself as feature maps, for a network that does not start with a dense layer. */
final class PixelMaps extends NetworkLayer {

    PixelMaps(int positions, int channels, Slots slots) {
        super(positions, channels, Activation.IDENTITY, slots, false);
    }

    @Override
    void forward(int b, Scratch scratch) {
        PixelScale.scale(scratch.pixels, y[slot(b, scratch)], channels);
    }
}
