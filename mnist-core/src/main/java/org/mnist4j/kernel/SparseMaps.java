package org.mnist4j.kernel;

/**
 * The non-zero values of feature maps, position by position. Indices continue across the columns of a row, so that the
 * entries of a window row are contiguous.
 */
public final class SparseMaps {

    private final int width;
    private final int channels;
    final int[] indices; // column * channels + channel
    final float[] values;
    final int[] starts; // [positions + 1], start of each position's entries

    /** Allocates room for feature maps of a shape. */
    public SparseMaps(int height, int width, int channels) {
        this.width = width;
        this.channels = channels;
        this.indices = new int[height * width * channels];
        this.values = new float[height * width * channels];
        this.starts = new int[height * width + 1];
    }

    /** Replaces the entries by those of {@code maps}, {@code [positions][channels]}. */
    public void setFrom(float[][] maps) {
        int k = 0;
        int base = 0;
        for (int p = 0; p < maps.length; p++) {
            float[] map = maps[p];
            for (int c = 0; c < channels; c++) {
                float value = map[c];
                indices[k] = base + c;
                values[k] = value;
                // Always stores but advances only for non-zero values: there is no branch to mispredict.
                k += value != 0 ? 1 : 0;
            }
            starts[p + 1] = k;
            base = (p + 1) % width == 0 ? 0 : base + channels;
        }
    }

    /** Returns whether a position has no entries. */
    boolean isZero(int position) {
        return starts[position] == starts[position + 1];
    }
}
