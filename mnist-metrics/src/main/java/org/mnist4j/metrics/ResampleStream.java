package org.mnist4j.metrics;

/**
 * The random numbers of one bootstrap resample. The same seed and resample give the same numbers on every machine and
 * in every later version.
 *
 * <p>SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): with {@code G =
 * 0x9E3779B97F4A7C15} each step adds {@code G} to the state s and returns {@code mix(s)}. The initial state is {@code s
 * = mix(seed + G)}, then {@code s = mix((s ^ h) + G)} with h the 64-bit FNV-1a hash of {@code bootstrap}, then {@code s
 * = mix((s ^ resample) + G)}. These are the numbers of {@code org.mnist4j.random.RandomStream} for the stream
 * {@code bootstrap} with the resample as its key, computed here because this module has no dependencies.
 */
final class ResampleStream {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long NAME_HASH = 0xDFD610812F3AE1D9L;

    private long state;

    ResampleStream(long seed, int resample) {
        long named = mix((mix(seed + GOLDEN_GAMMA) ^ NAME_HASH) + GOLDEN_GAMMA);
        this.state = mix((named ^ resample) + GOLDEN_GAMMA);
    }

    /** Returns {@code size} indices in 0..size-1, each drawn uniformly and independently. */
    int[] indices(int size) {
        int[] indices = new int[size];
        for (int i = 0; i < size; i++) {
            indices[i] = nextIndex(size);
        }
        return indices;
    }

    /** Lemire's method on the upper 32 bits ("Fast random integer generation in an interval", ACM TOMACS 2019). */
    private int nextIndex(int size) {
        long product = (nextLong() >>> 32) * size;
        if ((product & 0xFFFFFFFFL) < size) {
            long threshold = (1L << 32) % size;
            while ((product & 0xFFFFFFFFL) < threshold) {
                product = (nextLong() >>> 32) * size;
            }
        }
        return (int) (product >>> 32);
    }

    private long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    private static long mix(long state) {
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
