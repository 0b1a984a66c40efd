package org.mnist4j.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The entries of a vector that are not zero, in the order of their indices. Four fifths of MNIST's pixels are zero, as is
 * about half of what ReLU hands on: sums over entries skip them all.
 */
public final class SparseVector {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    final int[] indices;
    final float[] values;
    int count;

    /** An empty vector with room for so many entries. */
    public SparseVector(int capacity) {
        indices = new int[capacity];
        values = new float[capacity];
    }

    /** Forgets all entries. */
    public void clear() {
        count = 0;
    }

    /** Adds an entry behind the others. */
    public void append(int index, float value) {
        indices[count] = index;
        values[count] = value;
        count++;
    }

    /** How many entries there are. */
    public int count() {
        return count;
    }

    /** The index of entry {@code k}. */
    public int index(int k) {
        return indices[k];
    }

    /** The value of entry {@code k}. */
    public float value(int k) {
        return values[k];
    }

    /** Takes the entries of the first {@code n} values that are not zero. */
    public void setFrom(float[] vector, int n) {
        int k = 0;
        for (int i = 0; i < n; i++) {
            float value = vector[i];
            indices[k] = i;
            values[k] = value;
            // Stores always and advances seldom: there is no branch to mispredict.
            k += value != 0 ? 1 : 0;
        }
        count = k;
    }

    /** Takes the first {@code n} pixels that are not zero, scaled from 0..255 to [0, 1]. */
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

    /** Multiplies each entry by the factor at its index and forgets those that become zero. */
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
