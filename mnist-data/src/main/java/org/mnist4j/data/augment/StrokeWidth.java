package org.mnist4j.data.augment;

import java.util.Arrays;
import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/** Makes strokes thinner or thicker; defined at {@link Augmenter.Builder#strokeWidth}. */
final class StrokeWidth implements Step {

    private static final double MAX_RADIUS = 8;
    private static final int FIXED = 8; // bits behind the point of a weight

    private final int height;
    private final int width;
    private final int channels;
    private final int operation;
    private final double probability;
    private final double logMin;
    private final double logMax;
    private final Disc disc = new Disc(MAX_RADIUS + 1);

    StrokeWidth(ImageShape shape, int operation, double probability, double minFactor, double maxFactor) {
        this.height = shape.height();
        this.width = shape.width();
        this.channels = shape.channels();
        this.operation = operation;
        this.probability = Range.positive("probability", probability, 1);
        this.logMin = StrictMath.log(Range.closed("minFactor", minFactor, 0.1, 10));
        this.logMax = StrictMath.log(Range.closed("maxFactor", maxFactor, minFactor, 10));
        if (minFactor == 1 && maxFactor == 1) {
            throw new IllegalArgumentException("strokeWidth: both factors are 1, which changes nothing");
        }
    }

    @Override
    public void apply(byte[] image, Workspace workspace) {
        RandomStream random = workspace.random(operation);
        if (random.nextDouble() >= probability) {
            return;
        }
        double factor = StrictMath.exp(logMin + (logMax - logMin) * random.nextDouble());
        double grown = (factor - 1) * meanWidth(image) / 2;
        double radius = Math.min(MAX_RADIUS, Math.abs(grown));
        int flip = grown < 0 ? 255 : 0; // thinner strokes are a thicker background
        for (int channel = 0; channel < channels; channel++) {
            int[] source = workspace.levels;
            for (int i = 0, at = channel; i < source.length; i++, at += channels) {
                source[i] = image[at] & 0xFF ^ flip;
            }
            int[] target = workspace.otherLevels;
            dilate(source, radius, target);
            for (int i = 0, at = channel; i < target.length; i++, at += channels) {
                image[at] = (byte) (target[i] ^ flip);
            }
        }
    }

    /** Twice the ink's area over the length of its outline, which is the sum of the gradient's lengths; 0 if empty. */
    private double meanWidth(byte[] image) {
        int row = width * channels;
        long area = 0;
        double outline = 0;
        for (int i = 0; i < image.length; i++) {
            int level = image[i] & 0xFF;
            int right = i % row + channels < row ? image[i + channels] & 0xFF : level;
            int below = i + row < image.length ? image[i + row] & 0xFF : level;
            if ((level | right | below) != 0) {
                area += level;
                int x = right - level;
                int y = below - level;
                outline += Math.sqrt(x * x + y * y);
            }
        }
        return outline == 0 ? 0 : 2 * area / outline;
    }

    private void dilate(int[] source, double radius, int[] target) {
        Arrays.fill(target, 0);
        for (int k = 0; k < disc.size() && disc.distance(k) < radius + 1; k++) {
            int weight = (int) ((1 << FIXED) * Math.min(1, radius + 1 - disc.distance(k)) + 0.5);
            int firstRow = Math.max(0, -disc.down(k));
            int lastRow = Math.min(height, height - disc.down(k));
            int firstColumn = Math.max(0, -disc.right(k));
            int columns = Math.min(width, width - disc.right(k)) - firstColumn;
            for (int row = firstRow; row < lastRow; row++) {
                int to = row * width + firstColumn;
                spread(source, to + disc.down(k) * width + disc.right(k), weight, target, to, columns);
            }
        }
    }

    private static void spread(int[] source, int from, int weight, int[] target, int to, int n) {
        for (int i = 0; i < n; i++) {
            target[to + i] = Math.max(target[to + i], source[from + i] * weight + 128 >> FIXED);
        }
    }
}
