package org.mnist4j.config;

import java.util.List;

/** The shape of a layer's output for one image: feature maps, or a vector of {@code channels} values. */
record MapShape(int height, int width, int channels, boolean isVector) {

    static MapShape vector(int units) {
        return new MapShape(1, 1, units, true);
    }

    static MapShape maps(int height, int width, int channels) {
        return new MapShape(height, width, channels, false);
    }

    long size() {
        return (long) height * width * channels;
    }

    List<Integer> sides() {
        return isVector ? List.of(channels) : List.of(height, width, channels);
    }

    /** The form that messages use: {@code 12x12x32} or {@code 128}. */
    @Override
    public String toString() {
        return isVector ? Integer.toString(channels) : height + "x" + width + "x" + channels;
    }
}
