package org.mnist4j.kernel;

import java.util.Arrays;

/**
 * The values of feature maps that are not zero, position by position. Within a row of positions the indices go on from
 * column to column, so that the entries of a window's row stand together.
 */
public final class SparseMaps {

    private final int width;
    private final int channels;
    final int[] indices; // column * channels + channel
    final float[] values;
    final int[] starts; // [positions + 1], where each position's entries begin

    /** Room for feature maps of a shape. */
    public SparseMaps(int height, int width, int channels) {
        this.width = width;
        this.channels = channels;
        this.indices = new int[height * width * channels];
        this.values = new float[height * width * channels];
        this.starts = new int[height * width + 1];
    }

    /** Takes the entries of {@code maps}, {@code [positions][channels]}. */
    public void setFrom(float[][] maps) {
        int k = 0;
        int base = 0;
        for (int p = 0; p < maps.length; p++) {
            k = append(maps[p], base, k);
            starts[p + 1] = k;
            base = (p + 1) % width == 0 ? 0 : base + channels;
        }
    }

    private int append(float[] map, int base, int start) {
        int k = start;
        for (int c = 0; c < channels; c++) {
            float value = map[c];
            indices[k] = base + c;
            values[k] = value;
            // Stores always and advances seldom: there is no branch to mispredict.
            k += value != 0 ? 1 : 0;
        }
        return k;
    }

    /**
     * Adds, from entry {@code start} on, the entries of {@code source} where {@code x} has the bits of {@code y}, and clears
     * those that were added.
     *
     * @return one after the last entry
     */
    int appendWhereEqual(float[] x, float[] y, float[] source, int base, int start) {
        int k = start;
        for (int c = 0; c < channels; c++) {
            // All in whole numbers, and without a branch: half of them would be mispredicted.
            int value = Float.floatToRawIntBits(source[c]);
            int difference = Float.floatToRawIntBits(x[c]) ^ Float.floatToRawIntBits(y[c]);
            int taken = whereZero(difference) & ~whereZero(value << 1);
            indices[k] = base + c;
            values[k] = Float.intBitsToFloat(value);
            source[c] = Float.intBitsToFloat(value & ~taken);
            k -= taken;
        }
        return k;
    }

    /** All ones for zero, else zero. */
    private static int whereZero(int bits) {
        return ((bits | -bits) >> 31) ^ -1;
    }

    /** Writes all entries to {@code maps}, {@code [positions][channels]}, and zeros elsewhere. */
    public void copyTo(float[][] maps) {
        for (int p = 0; p < maps.length; p++) {
            float[] map = maps[p];
            Arrays.fill(map, 0, channels, 0);
            int base = p % width * channels;
            for (int k = starts[p]; k < starts[p + 1]; k++) {
                map[indices[k] - base] = values[k];
            }
        }
    }

    /** Whether a position has any entry. */
    boolean isZero(int position) {
        return starts[position] == starts[position + 1];
    }
}
