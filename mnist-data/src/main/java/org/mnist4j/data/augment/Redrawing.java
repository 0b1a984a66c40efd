package org.mnist4j.data.augment;

import java.util.Arrays;
import org.mnist4j.data.ImageShape;
import org.mnist4j.data.stroke.Thinning;
import org.mnist4j.random.RandomStream;

/** Redraws the strokes' centre lines with a round pen; defined at {@link Augmenter.Builder#redraw}. */
final class Redrawing implements Step {

    static final double MAX_WIDTH = 16;

    private final int height;
    private final int width;
    private final int channels;
    private final int operation;
    private final double probability;
    private final double minWidth;
    private final double maxWidth;
    private final Disc disc;
    private final Thinning thinning;

    Redrawing(ImageShape shape, int operation, double probability, double minWidth, double maxWidth) {
        this.height = shape.height();
        this.width = shape.width();
        this.channels = shape.channels();
        this.operation = operation;
        this.probability = Range.positive("probability", probability, 1);
        this.minWidth = Range.closed("minWidth", minWidth, 1, MAX_WIDTH);
        this.maxWidth = Range.closed("maxWidth", maxWidth, minWidth, MAX_WIDTH);
        this.disc = new Disc((maxWidth + 1) / 2);
        this.thinning = new Thinning(height, width);
    }

    @Override
    public void apply(byte[] image, Workspace workspace) {
        RandomStream random = workspace.random(operation);
        if (random.nextDouble() >= probability) {
            return;
        }
        double penWidth = minWidth + (maxWidth - minWidth) * random.nextDouble();
        boolean[] cells = workspace.cells;
        findInk(image, cells);
        int lines = thinning.apply(cells, workspace.places);
        draw(workspace.places, lines, (penWidth + 1) / 2, workspace.levels);
        int[] drawn = workspace.levels;
        for (int i = 0, at = 0; i < drawn.length; i++) {
            for (int channel = 0; channel < channels; channel++) {
                image[at++] = (byte) drawn[i];
            }
        }
    }

    /** Ink is half as bright as the brightest value of the image, or brighter, in any channel. */
    private void findInk(byte[] image, boolean[] cells) {
        int brightest = 1;
        for (byte value : image) {
            brightest = Math.max(brightest, value & 0xFF);
        }
        for (int row = 0, at = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int level = 0;
                for (int channel = 0; channel < channels; channel++) {
                    level = Math.max(level, image[at++] & 0xFF);
                }
                cells[thinning.at(row, column)] = 2 * level >= brightest;
            }
        }
    }

    private void draw(int[] places, int n, double reach, int[] drawn) {
        Arrays.fill(drawn, 0);
        for (int i = 0; i < n; i++) {
            stamp(places[i] / (width + 2) - 1, places[i] % (width + 2) - 1, reach, drawn);
        }
    }

    private void stamp(int row, int column, double reach, int[] drawn) {
        for (int k = 0; k < disc.size() && disc.distance(k) < reach; k++) {
            int y = row + disc.down(k);
            int x = column + disc.right(k);
            if (y >= 0 && y < height && x >= 0 && x < width) {
                int level = (int) (255 * Math.min(1, reach - disc.distance(k)) + 0.5);
                drawn[y * width + x] = Math.max(drawn[y * width + x], level);
            }
        }
    }
}
