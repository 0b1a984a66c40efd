package org.mnist4j.spark;

import java.io.Serializable;
import java.util.List;
import org.mnist4j.data.ImageDataset;
import org.mnist4j.data.ImageShape;

/** A data set as plain arrays, which is what is broadcast. */
final class PackedImages implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final int height;
    private final int width;
    private final int channels;
    private final String[] classNames;
    private final byte[] pixels; // [size][height][width][channels]
    private final int[] labels; // [size]

    PackedImages(ImageDataset images) {
        ImageShape shape = images.shape();
        name = images.name();
        height = shape.height();
        width = shape.width();
        channels = shape.channels();
        classNames = images.classNames().toArray(String[]::new);
        labels = images.labels();
        pixels = new byte[images.size() * shape.size()];
        for (int i = 0; i < images.size(); i++) {
            images.copyPixels(i, pixels, i * shape.size());
        }
    }

    ImageDataset unpack() {
        return ImageDataset.of(name, ImageShape.of(height, width, channels), List.of(classNames), pixels, labels);
    }
}
