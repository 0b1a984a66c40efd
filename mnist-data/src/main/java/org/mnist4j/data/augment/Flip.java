package org.mnist4j.data.augment;

import org.mnist4j.data.ImageShape;

/** Flips the image at random; defined at {@link Augmenter.Builder#horizontalFlip}. */
final class Flip implements Step {

    private final int height;
    private final int width;
    private final int channels;
    private final int operation;
    private final double probability;

    Flip(ImageShape shape, int operation, double probability) {
        this.height = shape.height();
        this.width = shape.width();
        this.channels = shape.channels();
        this.operation = operation;
        this.probability = Range.positive("probability", probability, 1);
    }

    @Override
    public void apply(byte[] image, Workspace workspace) {
        if (workspace.random(operation).nextDouble() >= probability) {
            return;
        }
        for (int row = 0; row < height; row++) {
            int left = row * width * channels;
            int right = left + (width - 1) * channels;
            for (; left < right; left += channels, right -= channels) {
                for (int c = 0; c < channels; c++) {
                    byte pixel = image[left + c];
                    image[left + c] = image[right + c];
                    image[right + c] = pixel;
                }
            }
        }
    }
}
