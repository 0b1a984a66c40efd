package org.mnist4j.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The non-zero entries of a vector, in index order. Four fifths of MNIST's pixels are zero, and so is about half of the
 * output of ReLU; sums over the entries skip them.
 */
public final class SparseVector {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    final int[] indices;
    final float[] values;
    int count;

    /** Creates an empty vector with the given capacity. */
    public SparseVector(int capacity) {
        indices = new int[capacity];
        values = new float[capacity];
    }

    /** Removes all entries. */
    public void clear() {
        count = 0;
    }

    /** Appends an entry if its value is not zero; there must be room for it anyway. */
    void appendUnlessZero(int index, float value) {
        indices[count] = index;
        values[count] = value;
        // Always stores but advances only for non-zero values: there is no branch to mispredict.
        count += value != 0 ? 1 : 0;
    }

    /** Returns the number of entries. */
    public int count() {
        return count;
    }

    /** Returns the index of entry {@code k}. */
    public int index(int k) {
        return indices[k];
    }

    /** Replaces the entries by the non-zero ones of the first {@code n} values. */
    public void setFrom(float[] vector, int n) {
        clear();
        for (int i = 0; i < n; i++) {
            appendUnlessZero(i, vector[i]);
        }
    }

    /** Replaces the entries by the non-zero ones of the first {@code n} pixels, scaled from 0..255 to [0, 1]. */
    public void setFromPixels(byte[] pixels, int n) {
        int k = 0;
        int i = 0;
        for (; i + Long.BYTES <= n; i += Long.BYTES) {
            if ((long) EIGHT_BYTES.get(pixels, i) != 0) {
                for (int j = i; j < i + Long.BYTES; j++) {
                    indices[k] = j;
                    values[k] = PixelScale.UNIT_INTERVAL[pixels[j] & 0xFF];
                    k += pixels[j] != 0 ? 1 : 0;
                }
            }
        }
        for (; i < n; i++) {
            if (pixels[i] != 0) {
                indices[k] = i;
                values[k] = PixelScale.UNIT_INTERVAL[pixels[i] & 0xFF];
                k++;
            }
        }
        count = k;
    }

    /** Multiplies each entry by the factor at its index and removes those that become zero. */
    public void multiplyBy(float[] factors) {
        int k = 0;
        for (int e = 0; e < count; e++) {
            float value = values[e] * factors[indices[e]];
            indices[k] = indices[e];
            values[k] = value;
            k += value != 0 ? 1 : 0;
        }
        count = k;
    }
}
