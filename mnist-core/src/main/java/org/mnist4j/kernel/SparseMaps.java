package org.mnist4j.kernel;

import java.util.Arrays;

/**
 * The values of feature maps that are not zero, position by position. Within a row of positions the indices go on from
 * column to column, so that the entries of a window's row stand together.
 */
public final class SparseMaps {

    private final int width;
    private final int channels;
    private final int stride; // indices per column
    private final int reference; // the position that may be repeated; -1 if nobody looks for repetitions
    private boolean repeats;
    final int[] indices; // column * channels + channel
    final float[] values;
    final int[] starts; // [positions + 1], where each position's entries begin

    /** Room for feature maps of a shape. */
    public SparseMaps(int height, int width, int channels) {
        this(height, width, channels, channels, -1);
    }

    /**
     * Room for feature maps of which many positions are alike, as those over an image's background are: such a position has
     * one entry, of value 1, for a channel after the last, and all others are as usual.
     */
    public static SparseMaps withRepetitions(int height, int width, int channels) {
        // An eighth of the way in is background if anything is, and out of reach of what borders do.
        return new SparseMaps(height, width, channels, channels + 1, height / 8 * width + width / 8);
    }

    private SparseMaps(int height, int width, int channels, int stride, int reference) {
        this.width = width;
        this.channels = channels;
        this.stride = stride;
        this.reference = reference;
        this.indices = new int[height * width * channels];
        this.values = new float[height * width * channels];
        this.starts = new int[height * width + 1];
    }

    /** Takes the entries of {@code maps}, {@code [positions][channels]}. */
    public void setFrom(float[][] maps) {
        float[] repeated = maps[Math.max(0, reference)];
        repeats = reference >= 0 && !isZero(repeated);
        int k = 0;
        int base = 0;
        for (int p = 0; p < maps.length; p++) {
            if (repeats && Arrays.equals(maps[p], repeated)) {
                indices[k] = base + channels;
                values[k++] = 1;
            } else {
                k = append(maps[p], base, k);
            }
            starts[p + 1] = k;
            base = (p + 1) % width == 0 ? 0 : base + stride;
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
     * Adds, from entry {@code start} on, the entries {@code from} to {@code to - 1} of other maps where {@code x} has the
     * bits of {@code y}, and clears those that were added.
     *
     * @param first the index that is channel 0 in the other maps
     * @param base the index that is channel 0 here
     * @return one after the last entry
     */
    int takeWhereEqual(SparseMaps other, int from, int to, int first, float[] x, float[] y, int base, int start) {
        int k = start;
        for (int e = from; e < to; e++) {
            // All in whole numbers, and without a branch: half of them would be mispredicted.
            int c = other.indices[e] - first;
            int value = Float.floatToRawIntBits(other.values[e]);
            int difference = Float.floatToRawIntBits(x[c]) ^ Float.floatToRawIntBits(y[c]);
            int taken = whereZero(difference) & ~whereZero(value << 1);
            indices[k] = base + c;
            values[k] = Float.intBitsToFloat(value);
            other.values[e] = Float.intBitsToFloat(value & ~taken);
            k -= taken;
        }
        return k;
    }

    /** All ones for zero, else zero. */
    private static int whereZero(int bits) {
        return ((bits | -bits) >> 31) ^ -1;
    }

    private static boolean isZero(float[] map) {
        for (float value : map) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /** The position whose values stand for those of all that are alike; -1 if no position is an entry of its own. */
    int repeated() {
        return repeats ? reference : -1;
    }

    /** How many indices a column has. */
    int stride() {
        return stride;
    }

    /** Whether a position has any entry. */
    boolean isZero(int position) {
        return starts[position] == starts[position + 1];
    }
}
