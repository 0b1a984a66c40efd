package org.mnist4j.random;

import java.nio.charset.StandardCharsets;

/**
 * A named stream of pseudo-random numbers: the same seed, name and keys give the same numbers on every machine and in
 * every later version.
 *
 * <p>The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014)
 * with the constants of its reference implementation. With {@code G = 0x9E3779B97F4A7C15}, {@link #nextLong()} adds
 * {@code G} to the 64-bit state and returns {@code mix(state)}, where
 *
 * <pre>{@code
 * mix(z): z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9
 *         z = (z ^ z >>> 27) * 0x94D049BB133111EB
 *         return z ^ z >>> 31
 * }</pre>
 *
 * <p>The initial state is {@code s = mix(rootSeed + G)}, then {@code s = mix((s ^ h) + G)} with {@code h} the 64-bit
 * FNV-1a hash of the name's UTF-8 bytes, then {@code s = mix((s ^ key) + G)} for each key in order. All arithmetic is
 * modulo 2<sup>64</sup>. With keys such as an epoch or an image's index, the numbers depend only on where they are
 * used, not on what was drawn before.
 *
 * <p>Instances are mutable and not thread-safe. Not suitable for cryptography.
 */
public final class RandomStream {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private long state;
    private double spareGaussian;
    private boolean hasSpareGaussian;

    private RandomStream(long state) {
        this.state = state;
    }

    /**
     * Returns the stream with the given root seed, name and keys.
     *
     * @param rootSeed any value
     * @param name the purpose of the numbers, such as {@code "shuffle"}
     * @param keys where they are used, such as the epoch; order matters
     * @return a new stream in its initial state
     */
    public static RandomStream of(long rootSeed, String name, long... keys) {
        long state = mix(rootSeed + GOLDEN_GAMMA);
        state = mix((state ^ fnv1a(name)) + GOLDEN_GAMMA);
        for (long key : keys) {
            state = mix((state ^ key) + GOLDEN_GAMMA);
        }
        return new RandomStream(state);
    }

    /**
     * Resets this stream to another stream with one more key: after {@code a.branchOff(b, key)}, {@code a} gives the
     * numbers of {@code RandomStream.of(seed, name, ..., key)} if {@code b} is {@code RandomStream.of(seed, name, ...)}
     * in its initial state. For loops that must not allocate.
     *
     * @param parent a stream in its initial state; may be this one
     * @param key the key to add
     */
    public void branchOff(RandomStream parent, long key) {
        state = mix((parent.state ^ key) + GOLDEN_GAMMA);
        hasSpareGaussian = false;
    }

    /** Returns the plain generator, as in the published test vectors. */
    static RandomStream splitMix64(long seed) {
        return new RandomStream(seed);
    }

    /** Returns the next 64 bits. */
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /**
     * Returns a uniform integer from 0 to {@code bound - 1}, without bias.
     *
     * <p>Uses the upper 32 bits of {@link #nextLong()} and Lemire's multiply-and-reject method ("Fast random integer
     * generation in an interval", ACM TOMACS 2019).
     *
     * @param bound at least 1
     * @return the integer
     * @throws IllegalArgumentException if the bound is below 1
     */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("the bound of a random integer is at least 1, not " + bound);
        }
        long product = (nextLong() >>> 32) * bound;
        if ((product & 0xFFFFFFFFL) < bound) {
            long threshold = (0x100000000L - bound) % bound;
            while ((product & 0xFFFFFFFFL) < threshold) {
                product = (nextLong() >>> 32) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /** Returns a uniform multiple of 2<sup>-53</sup> in [0, 1): the upper 53 bits of {@link #nextLong()}. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /**
     * Returns a standard normal number, by Marsaglia's polar method (Marsaglia and Bray, SIAM Review 1964) in
     * {@link StrictMath}.
     *
     * <p>Numbers are generated in pairs; the second one is kept for the next call.
     */
    public double nextGaussian() {
        if (hasSpareGaussian) {
            hasSpareGaussian = false;
            return spareGaussian;
        }
        double u;
        double v;
        double square;
        do {
            u = 2 * nextDouble() - 1;
            v = 2 * nextDouble() - 1;
            square = u * u + v * v;
        } while (square >= 1 || square == 0);
        double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
        spareGaussian = v * factor;
        hasSpareGaussian = true;
        return u * factor;
    }

    /**
     * Returns a uniform permutation of 0 to {@code n - 1}, by Durstenfeld's version of the Fisher-Yates shuffle (CACM
     * 1964, Algorithm 235): from the last position down, each element is swapped with a random one at or before it.
     *
     * @param n at least 0
     * @return the permutation, {@code [n]}
     * @throws IllegalArgumentException if n is negative
     */
    public int[] permutation(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("a permutation has at least 0 elements, not " + n);
        }
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static long fnv1a(String text) {
        long hash = FNV_OFFSET;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }
}
