package org.mnist4j.data.augment;

import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/** Draws parallel lines, as on ruled paper; defined at {@link Augmenter.Builder#lines}. */
final class Lines implements Step {

    private static final double MAX_SLOPE = 0.1;

    private final int height;
    private final int width;
    private final int channels;
    private final int operation;
    private final double probability;
    private final double maxLevel; // in grey levels
    private final double minSpacing;
    private final double maxSpacing;

    Lines(ImageShape shape, int operation, double probability, double maxLevel, double minSpacing) {
        this.height = shape.height();
        this.width = shape.width();
        this.channels = shape.channels();
        this.operation = operation;
        this.probability = Range.positive("probability", probability, 1);
        this.maxLevel = 255 * Range.positive("maxLevel", maxLevel, 1);
        this.minSpacing = Range.closed("minSpacing", minSpacing, 2, 4096);
        this.maxSpacing = Math.max(minSpacing, Math.max(height, width));
    }

    @Override
    public void apply(byte[] image, Workspace workspace) {
        RandomStream random = workspace.random(operation);
        if (random.nextDouble() >= probability) {
            return;
        }
        boolean upright = random.nextLong() < 0;
        double slope = MAX_SLOPE * (2 * random.nextDouble() - 1);
        double spacing = minSpacing + (maxSpacing - minSpacing) * random.nextDouble();
        double start = random.nextDouble();
        double level = maxLevel * (1 - random.nextDouble());
        double length = Math.sqrt(1 + slope * slope);
        double alongX = (upright ? 1 : slope) / (length * spacing);
        double alongY = (upright ? slope : 1) / (length * spacing);
        for (int row = 0, at = 0; row < height; row++) {
            for (int column = 0; column < width; column++, at += channels) {
                double place = column * alongX + row * alongY - start; // 0, 1, ... on the lines
                double distance = spacing * Math.abs(place - Math.rint(place));
                if (distance < 1) {
                    brighten(image, at, (int) (level * (1 - distance) + 0.5));
                }
            }
        }
    }

    private void brighten(byte[] image, int at, int level) {
        for (int i = at; i < at + channels; i++) {
            image[i] = (byte) Math.max(image[i] & 0xFF, level);
        }
    }
}
