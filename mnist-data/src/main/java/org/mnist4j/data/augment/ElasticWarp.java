package org.mnist4j.data.augment;

import org.mnist4j.data.ImageShape;
import org.mnist4j.random.RandomStream;

/** Smoothed random displacements; defined at {@link Augmenter.Builder#elastic}. */
final class ElasticWarp implements Warp {

    private final int height;
    private final int width;
    private final int operation;
    private final float noiseScale; // applied to a random 16-bit number plus one half
    private final GaussianFilter filter;

    ElasticWarp(ImageShape shape, int operation, double alpha, double sigma) {
        this.height = shape.height();
        this.width = shape.width();
        this.operation = operation;
        this.noiseScale = (float) (Range.positive("alpha", alpha, 100_000) / 0x1p15);
        this.filter = new GaussianFilter(Range.positive("sigma", sigma, 100));
    }

    /** Writes the displacements, first along x, then along y, to {@code workspace.smoothedByRow}. */
    void drawField(Workspace workspace) {
        RandomStream random = workspace.random(operation);
        for (float[] column : workspace.byColumn) {
            fillWithNoise(column, random);
        }
        filter.apply(workspace.byColumn, workspace.smoothedByColumn);
        for (int column = 0; column < width; column++) {
            float[] source = workspace.smoothedByColumn[column];
            for (int row = 0; row < height; row++) {
                float[] target = workspace.byRow[row];
                target[column] = source[row];
                target[width + column] = source[height + row];
            }
        }
        filter.apply(workspace.byRow, workspace.smoothedByRow);
    }

    /**
     * Numbers uniform in (-alpha, alpha), symmetric about 0: four from each 64 random bits, the lowest first. An image
     * needs more than a thousand, and 16 bits suffice for each.
     */
    private void fillWithNoise(float[] noise, RandomStream random) {
        int i = 0;
        for (; i + 4 <= noise.length; i += 4) {
            long bits = random.nextLong();
            noise[i] = ((short) bits + 0.5f) * noiseScale;
            noise[i + 1] = ((short) (bits >> 16) + 0.5f) * noiseScale;
            noise[i + 2] = ((short) (bits >> 32) + 0.5f) * noiseScale;
            noise[i + 3] = ((short) (bits >> 48) + 0.5f) * noiseScale;
        }
        for (long bits = i < noise.length ? random.nextLong() : 0; i < noise.length; i++, bits >>= 16) {
            noise[i] = ((short) bits + 0.5f) * noiseScale;
        }
    }

    @Override
    public void mapPixels(Workspace workspace) {
        drawField(workspace);
        for (int row = 0, i = 0; row < height; row++) {
            float[] moves = workspace.smoothedByRow[row];
            for (int column = 0; column < width; column++, i++) {
                workspace.x[i] = column + moves[column];
                workspace.y[i] = row + moves[width + column];
            }
        }
    }

    /** Interpolates the field bilinearly between pixels; beyond the border it is constant. */
    @Override
    public void mapPoints(Workspace workspace) {
        drawField(workspace);
        float[][] field = workspace.smoothedByRow;
        for (int i = 0; i < height * width; i++) {
            float x = Math.min(Math.max(workspace.x[i], 0), width - 1);
            float y = Math.min(Math.max(workspace.y[i], 0), height - 1);
            int left = (int) x;
            int right = Math.min(left + 1, width - 1);
            float[] upper = field[(int) y];
            float[] lower = field[Math.min((int) y + 1, height - 1)];
            float toRight = x - left;
            float down = y - (int) y;
            workspace.x[i] += Bilinear.between(upper[left], upper[right], lower[left], lower[right], toRight, down);
            workspace.y[i] += Bilinear.between(
                    upper[width + left],
                    upper[width + right],
                    lower[width + left],
                    lower[width + right],
                    toRight,
                    down);
        }
    }
}
