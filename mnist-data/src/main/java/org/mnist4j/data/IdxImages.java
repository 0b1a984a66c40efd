package org.mnist4j.data;

/** The images of a file without their labels: {@code pixels} is {@code [count][height][width][channels]}. */
final class IdxImages {

    final String source;
    final ImageShape shape;
    final byte[] pixels;

    IdxImages(String source, ImageShape shape, byte[] pixels) {
        this.source = source;
        this.shape = shape;
        this.pixels = pixels;
    }

    int count() {
        return pixels.length / shape.size();
    }

    /** Transposes each image, of one channel, in place: EMNIST's images are stored column by column. */
    IdxImages transposed() {
        int height = shape.height();
        int width = shape.width();
        byte[] image = new byte[shape.size()];
        for (int start = 0; start < pixels.length; start += image.length) {
            System.arraycopy(pixels, start, image, 0, image.length);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    pixels[start + x * height + y] = image[y * width + x];
                }
            }
        }
        return new IdxImages(source, ImageShape.of(width, height, 1), pixels);
    }
}
