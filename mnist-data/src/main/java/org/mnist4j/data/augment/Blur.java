package org.mnist4j.data.augment;

import java.util.ArrayList;
import java.util.List;
import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/** Blurs by a Gaussian of random width; defined at {@link Augmenter.Builder#blur}. */
final class Blur implements Step {

    private static final int WIDTHS = 16;

    private final int height;
    private final int width;
    private final int channels;
    private final int operation;
    private final double probability;
    private final List<GaussianFilter> filters = new ArrayList<>();

    Blur(ImageShape shape, int operation, double probability, double maxSigma) {
        this.height = shape.height();
        this.width = shape.width();
        this.channels = shape.channels();
        this.operation = operation;
        this.probability = Range.positive("probability", probability, 1);
        Range.positive("maxSigma", maxSigma, 100);
        for (int i = 1; i <= WIDTHS; i++) {
            filters.add(new GaussianFilter(maxSigma * i / WIDTHS));
        }
    }

    @Override
    public void apply(byte[] image, Workspace workspace) {
        RandomStream random = workspace.random(operation);
        if (random.nextDouble() >= probability) {
            return;
        }
        GaussianFilter filter = filters.get(random.nextInt(WIDTHS));
        for (int channel = 0; channel < channels; channel++) {
            float[][] rows = workspace.rows;
            for (int row = 0, at = channel; row < height; row++) {
                for (int column = 0; column < width; column++, at += channels) {
                    rows[row][column] = image[at] & 0xFF;
                }
            }
            filter.apply(rows, workspace.smoothedRows);
            transpose(workspace.smoothedRows, workspace.columns);
            filter.apply(workspace.columns, workspace.smoothedColumns);
            for (int row = 0, at = channel; row < height; row++) {
                for (int column = 0; column < width; column++, at += channels) {
                    image[at] = (byte) (Math.min(255, workspace.smoothedColumns[column][row]) + 0.5f);
                }
            }
        }
    }

    private static void transpose(float[][] source, float[][] target) {
        for (int row = 0; row < source.length; row++) {
            for (int column = 0; column < target.length; column++) {
                target[column][row] = source[row][column];
            }
        }
    }
}
