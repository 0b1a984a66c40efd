package org.mnist4j.kernel;

import java.util.Arrays;

/** Simple operations on whole feature maps {@code [positions][channels]}. */
public final class Maps {

    private Maps() {}

    /** Flattens maps to one vector, channel by channel, like PyTorch. */
    public static void flatten(float[][] maps, int channels, float[] vector) {
        int positions = maps.length;
        for (int p = 0; p < positions; p++) {
            float[] map = maps[p];
            for (int c = 0; c < channels; c++) {
                vector[c * positions + p] = map[c];
            }
        }
    }

    /** The inverse of the flattening, for the backward pass. */
    public static void unflatten(float[] vector, float[][] maps, int channels) {
        int positions = maps.length;
        for (int p = 0; p < positions; p++) {
            float[] map = maps[p];
            for (int c = 0; c < channels; c++) {
                map[c] = vector[c * positions + p];
            }
        }
    }

    /** Computes the mean over the positions, {@code [channels]}. */
    public static void mean(float[][] maps, int channels, float[] mean) {
        float share = 1f / maps.length;
        Arrays.fill(mean, 0, channels, 0);
        for (float[] map : maps) {
            for (int c = 0; c < channels; c++) {
                mean[c] += map[c];
            }
        }
        for (int c = 0; c < channels; c++) {
            mean[c] *= share;
        }
    }

    /** Adds all positions to {@code sums}, {@code [channels]}. */
    public static void addTo(float[] sums, float[][] maps, int channels) {
        for (float[] map : maps) {
            for (int c = 0; c < channels; c++) {
                sums[c] += map[c];
            }
        }
    }

    /** Computes {@code y = x * scale + shift} per channel. */
    public static void scaleAndShift(float[][] x, float[] scale, float[] shift, float[][] y, int channels) {
        for (int p = 0; p < x.length; p++) {
            float[] from = x[p];
            float[] to = y[p];
            for (int c = 0; c < channels; c++) {
                to[c] = from[c] * scale[c] + shift[c];
            }
        }
    }
}
