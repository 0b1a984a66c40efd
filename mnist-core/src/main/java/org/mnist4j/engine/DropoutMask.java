package org.mnist4j.engine;

import org.mnist4j.data.RandomStream;

/**
 * Which values dropout drops: a pure function of seed, layer, epoch, image and unit, independent of batch, thread and
 * engine.
 *
 * <p>Each unit's decision compares 31 bits of a SplitMix64 finalizer (Steele, Lea and Flood 2014) with the rate; the
 * probability of dropping is exact to 2^-31.
 */
final class DropoutMask {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long key;
    private final int threshold;
    private final float keptScale;

    private DropoutMask(long key, double rate) {
        this.key = key;
        this.threshold = (int) Math.min(Integer.MAX_VALUE, Math.round(rate * 0x1p31));
        this.keptScale = (float) (1 / (1 - rate));
    }

    /**
     * The mask of one dropout layer.
     *
     * @param seed the experiment's
     * @param layer the layer's index in the configuration
     * @param rate the probability of dropping, in [0, 1)
     */
    static DropoutMask of(long seed, int layer, double rate) {
        return new DropoutMask(RandomStream.of(seed, "dropout", layer).nextLong(), rate);
    }

    /** Writes one image's factors, 0 where dropped and {@code 1 / (1 - rate)} where kept, from {@code offset} on. */
    void fill(int epoch, int image, float[] factors, int offset, int units) {
        fill(epoch, image, 0, factors, offset, units);
    }

    /** The same for the {@code units} units from {@code firstUnit} on. */
    void fill(int epoch, int image, int firstUnit, float[] factors, int offset, int units) {
        long state = mix(key ^ mix(((long) epoch << 32) | image)) + firstUnit * GOLDEN;
        for (int unit = 0; unit < units; unit++) {
            state += GOLDEN;
            factors[offset + unit] = (int) (mix(state) >>> 33) < threshold ? 0 : keptScale;
        }
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
