package org.mnist4j.data.augment;

import java.util.Arrays;
import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/** Erases a random rectangle; defined at {@link Augmenter.Builder#randomErasing}. */
final class Erasure implements Step {

    private static final double MAX_LOG_ASPECT = -StrictMath.log(0.3);

    private final int height;
    private final int width;
    private final int channels;
    private final int operation;
    private final double probability;
    private final double minArea;
    private final double maxArea;

    Erasure(ImageShape shape, int operation, double probability, double minArea, double maxArea) {
        this.height = shape.height();
        this.width = shape.width();
        this.channels = shape.channels();
        this.operation = operation;
        this.probability = Range.positive("probability", probability, 1);
        this.minArea = Range.positive("minArea", minArea, 1);
        this.maxArea = Range.closed("maxArea", maxArea, minArea, 1);
    }

    @Override
    public void apply(byte[] image, Workspace workspace) {
        RandomStream random = workspace.random(operation);
        if (random.nextDouble() >= probability) {
            return;
        }
        double area = (minArea + (maxArea - minArea) * random.nextDouble()) * height * width;
        double aspect = StrictMath.exp(MAX_LOG_ASPECT * (2 * random.nextDouble() - 1));
        int rows = side(StrictMath.sqrt(area * aspect), height);
        int columns = side(StrictMath.sqrt(area / aspect), width);
        int top = random.nextInt(height - rows + 1);
        int left = random.nextInt(width - columns + 1);
        for (int row = top; row < top + rows; row++) {
            int from = (row * width + left) * channels;
            Arrays.fill(image, from, from + columns * channels, (byte) 0);
        }
    }

    private static int side(double length, int limit) {
        return (int) Math.max(1, Math.min(limit, Math.round(length)));
    }
}
