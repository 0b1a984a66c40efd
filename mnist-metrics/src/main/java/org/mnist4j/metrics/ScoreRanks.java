package org.mnist4j.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ranks of the probabilities within each class; equal probabilities share a rank.
 *
 * <p>Sorting takes most of the time of a ROC-AUC. Resamples draw from the same probabilities and therefore share the
 * ranks, which are computed on first use. Thread-safe.
 */
final class ScoreRanks {
    private final float[] probabilities; // [rows][classes], row-major
    private final int classes;
    private volatile int @Nullable [][] ranks; // [classes][rows]

    ScoreRanks(float[] probabilities, int classes) {
        this.probabilities = probabilities;
        this.classes = classes;
    }

    /** Returns the rank of each row, {@code [rows]}, 0 for the smallest probability; the array must not be modified. */
    int[] of(int clazz) {
        int[][] known = ranks;
        if (known == null) {
            known = new int[classes][];
            for (int c = 0; c < classes; c++) {
                known[c] = ranks(c);
            }
            ranks = known; // two threads may both compute them, with the same result
        }
        return known[clazz];
    }

    private int[] ranks(int clazz) {
        float[] column = new float[probabilities.length / classes];
        for (int row = 0; row < column.length; row++) {
            column[row] = probabilities[row * classes + clazz] + 0f; // turns -0 into 0; sorting distinguishes them
        }
        float[] levels = distinct(column);
        int[] rowRanks = new int[column.length];
        for (int row = 0; row < column.length; row++) {
            rowRanks[row] = Arrays.binarySearch(levels, column[row]);
        }
        return rowRanks;
    }

    private static float[] distinct(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }
}
